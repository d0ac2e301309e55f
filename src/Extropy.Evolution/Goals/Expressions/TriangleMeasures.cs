using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>Measures of the triangles of points and of their hull.</summary>
internal static class TriangleMeasures
{
    public static void Add(ImmutableSortedDictionary<string, GoalValue>.Builder all, Layout layout, IOpenProblem problem)
    {
        int count = layout.Rows;
        var areas = new double[count * (count - 1) * (count - 2) / 6];
        int triangle = 0;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                for (int k = j + 1; k < count; k++) areas[triangle++] = Math.Abs(Cross(layout, i, j, k)) / 2;
            }
        }

        Array.Sort(areas);
        (double hull, int corners) = Hull(layout);
        double whole = problem switch { HeilbronnSquare => 1, HeilbronnTriangle => 0.5, _ => hull };
        double metric = whole > 0 ? areas[0] / whole : 0;
        all["triangle_areas"] = GoalValue.List(areas);
        all["min_area"] = GoalValue.Of(areas[0]);
        all["max_area"] = GoalValue.Of(areas[^1]);
        all["convex_hull_area"] = GoalValue.Of(hull);
        all["min_area_normalized"] = GoalValue.Of(metric);
        all["combined_score"] = GoalValue.Of(problem.Record is { } record ? metric / record.Value : metric);
        all["n_on_hull"] = GoalValue.Of((double)corners);
    }

    private static double Cross(Layout p, int a, int b, int c) =>
        ((p[b, 0] - p[a, 0]) * (p[c, 1] - p[a, 1])) - ((p[c, 0] - p[a, 0]) * (p[b, 1] - p[a, 1]));

    /// <summary>Area and corners of the hull, by chains over the points in order of x, then y.</summary>
    private static (double Area, int Corners) Hull(Layout p)
    {
        int[] order = [.. Enumerable.Range(0, p.Rows).OrderBy(i => p[i, 0]).ThenBy(i => p[i, 1]).ThenBy(i => i)];
        List<int> hull = [.. Chain(p, order), .. Chain(p, [.. order.Reverse()])];
        double twice = 0;
        for (int i = 1; i + 1 < hull.Count; i++) twice += Cross(p, hull[0], hull[i], hull[i + 1]);
        return (Math.Abs(twice) / 2, hull.Count);
    }

    private static List<int> Chain(Layout p, int[] order)
    {
        List<int> chain = [];
        foreach (int i in order)
        {
            while (chain.Count > 1 && !(Cross(p, chain[^2], chain[^1], i) > 0)) chain.RemoveAt(chain.Count - 1);
            chain.Add(i);
        }

        chain.RemoveAt(chain.Count - 1);
        return chain;
    }
}
