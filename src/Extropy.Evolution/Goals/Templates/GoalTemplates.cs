using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Templates;

/// <summary>Twelve measures for each family of problems. None is the metric itself.</summary>
internal static class GoalTemplates
{
    private static readonly ImmutableArray<GoalTemplate> Circles =
    [
        Large("largest radius", "max(radii)"),
        Large("third largest radius", "sort(radii)[-3]"),
        Large("middle radius", "median(radii)"),
        Large("smallest radius", "min(radii)"),
        Large("circles of more than half the fair width", "count(radii >= 0.5 / sqrt(n))"),
        Large("touching pairs", "count(abs(pair_gaps) < 0.001)"),
        Large("nearly touching pairs", "count(pair_gaps < 0.01)"),
        Large("contacts with the wall", "count(abs(wall_gaps) < 0.001)"),
        Small("room in the corners", "mean(corner_gaps)"),
        Large("covered area", "pi * sum(radii ** 2)"),
        Small("spread of the distance to the nearest centre", "std(nearest) / mean(nearest)"),
    ];

    private static readonly ImmutableArray<GoalTemplate> Triangles =
    [
        Large("second smallest triangle over the hull", "triangle_areas[1] / convex_hull_area"),
        Large("fourth smallest triangle over the hull", "triangle_areas[3] / convex_hull_area"),
        Large("eighth smallest triangle over the hull", "triangle_areas[7] / convex_hull_area"),
        Large("sixteenth smallest triangle over the hull", "triangle_areas[15] / convex_hull_area"),
        Large("twentieth part of the triangles over the hull", "quantile(triangle_areas, 0.05) / convex_hull_area"),
        Large("tenth part of the triangles over the hull", "quantile(triangle_areas, 0.1) / convex_hull_area"),
        Large("triangles near the smallest", "count(triangle_areas <= 1.05 * min_area)"),
        Large("points on the hull", "n_on_hull"),
        Large("nearest pair over the farthest", "pairwise_min / pairwise_max"),
        Small("spread of the distance to the nearest point", "std(nearest) / mean(nearest)"),
        Small("largest triangle over the hull", "max_area / convex_hull_area"),
        Large("smallest triangle over the twelfth", "min_area / triangle_areas[11]"),
    ];

    private static readonly ImmutableArray<GoalTemplate> Distances =
    [
        Large("second smallest distance over the largest", "distances[1] / pairwise_max"),
        Large("fourth smallest distance over the largest", "distances[3] / pairwise_max"),
        Large("eighth smallest distance over the largest", "distances[7] / pairwise_max"),
        Large("sixteenth smallest distance over the largest", "distances[15] / pairwise_max"),
        Large("pairs at the smallest distance", "count(distances <= 1.001 * pairwise_min)"),
        Large("pairs near the smallest distance", "count(distances <= 1.02 * pairwise_min)"),
        Large("pairs at the largest distance", "count(distances >= 0.999 * pairwise_max)"),
        Large("tenth part of the distances over the largest", "quantile(distances, 0.1) / pairwise_max"),
        Large("quarter of the distances over the largest", "quantile(distances, 0.25) / pairwise_max"),
        Large("middle distance over the largest", "median(distances) / pairwise_max"),
        Small("spread of the distance to the nearest point", "std(nearest) / mean(nearest)"),
        Small("spread of all distances", "std(distances) / mean(distances)"),
    ];

    /// <summary>The measures for a problem.</summary>
    public static ImmutableArray<GoalTemplate> For(IOpenProblem problem) => problem switch
    {
        CirclePackingSquare => [.. Circles, Small("spread of the radii", "std(radii) / mean(radii)")],
        CirclePackingRectangle => [.. Circles, Large("short side over long side", "min(w, h) / max(w, h)")],
        DistanceRatio => Distances,
        _ => Triangles,
    };

    private static GoalTemplate Large(string name, string measure) => new(name, measure, IsLarge: true);

    private static GoalTemplate Small(string name, string measure) => new(name, measure, IsLarge: false);
}
