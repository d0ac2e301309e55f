using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Extropy.Evolution.Models.Goals;

/// <summary>What the names of a problem mean, for a model that is to write goals.</summary>
internal static class GoalVocabulary
{
    private static readonly FrozenDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        ["n"] = "how many objects there are",
        ["pi"] = "3.14159…",
        ["x"] = "list of n: x coordinates",
        ["y"] = "list of n: y coordinates",
        ["z"] = "list of n: z coordinates",
        ["centers"] = "table of n rows x, y: centres of the circles",
        ["circles"] = "table of n rows x, y, r",
        ["points"] = "table of n rows: the points",
        ["radii"] = "list of n: radii",
        ["sum_r"] = "sum of the radii",
        ["w"] = "width of the box: the unit square, or the smallest box around all circles where the rectangle is free",
        ["h"] = "height of the box",
        ["pair_gaps"] = "list of n(n−1)/2: gap between the edges of two circles, 0 where they touch",
        ["wall_gaps"] = "list of 4n: gap between a circle's edge and a side of the box",
        ["corner_gaps"] = "list of 4: gap between a corner of the box and the nearest edge of a circle",
        ["centroid"] = "list: mean of the positions",
        ["distances"] = "list of n(n−1)/2: distances between positions, smallest first",
        ["nearest"] = "list of n: distance to the nearest other position",
        ["pairwise_min"] = "the smallest distance",
        ["pairwise_max"] = "the largest distance",
        ["triangle_areas"] = "list of n(n−1)(n−2)/6: areas of all triangles, smallest first",
        ["min_area"] = "the smallest of them",
        ["max_area"] = "the largest of them",
        ["convex_hull_area"] = "area of the convex hull",
        ["min_area_normalized"] = "the smallest triangle over the area of the region: the metric",
        ["combined_score"] = "the metric over the best value known",
        ["n_on_hull"] = "how many points are corners of the hull",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of a problem, one a line, with what they mean.</summary>
    public static string Of(ImmutableArray<string> names)
    {
        var text = new StringBuilder();
        foreach (string name in names)
        {
            text.Append(CultureInfo.InvariantCulture, $"- {name}");
            if (Meanings.TryGetValue(name, out string? meaning)) text.Append(": ").Append(meaning);
            text.Append('\n');
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>Whether it is said what a name means.</summary>
    public static bool Knows(string name) => Meanings.ContainsKey(name);
}
