using System.Globalization;

namespace Extropy.Certificates;

/// <summary>Every problem that a certificate can be about, by family and number of objects.</summary>
internal static class Rules
{
    private const int MostObjects = 500;
    private const int MostTrianglePoints = 100;

    /// <summary>The rule of an id such as <c>heilbronn-square-9</c> and its number of objects; null where there is none.</summary>
    public static (Rule Rule, int Objects)? Of(string id)
    {
        int dash = id.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int n)) return null;
        if (!id.AsSpan(dash + 1).SequenceEqual(n.ToString(CultureInfo.InvariantCulture))) return null;
        string family = id[..dash];
        bool isTriangles = family.StartsWith("heilbronn-", StringComparison.Ordinal);
        bool isDistances = family.StartsWith("distance-", StringComparison.Ordinal);
        if (n < (isTriangles ? 3 : isDistances ? 2 : 1) || n > (isTriangles ? MostTrianglePoints : MostObjects)) return null;
        return Named(family, n.ToString(CultureInfo.InvariantCulture)) is { } rule ? (rule, n) : null;
    }

    private static Rule? Named(string family, string n) => family switch
    {
        "circle-packing" => new Rule($"{n} disjoint circles in the unit square, the sum of their radii as large as possible",
            ["x", "y", "r"], true, Circles.BrokenInSquare, Circles.SumOfRadii),
        "circle-packing-rect" => new Rule($"{n} disjoint circles in a rectangle of perimeter 4, the sum of their radii as large as possible",
            ["x", "y", "r"], true, Circles.BrokenInRectangle, Circles.SumOfRadii),
        "heilbronn-convex" => new Rule($"{n} points in the plane, the smallest triangle of three of them as large a part of their convex hull as possible",
            ["x", "y"], true, Triangles.BrokenInPlane, Triangles.PartOfHull),
        "heilbronn-triangle" => new Rule($"{n} points in the triangle (0, 0), (1, 0), (0, 1), the smallest triangle of three of them as large a part of it as possible",
            ["x", "y"], true, Triangles.BrokenInTriangle, Triangles.PartOfTriangle),
        "heilbronn-square" => new Rule($"{n} points in the unit square, the smallest triangle of three of them as large as possible",
            ["x", "y"], true, Triangles.BrokenInSquare, Triangles.PartOfSquare),
        "distance-ratio-2d" => new Rule($"{n} points in the plane, the squared ratio of their largest to their smallest distance as small as possible",
            ["x", "y"], false, Distances.Broken, Distances.SquaredRatio),
        "distance-ratio-3d" => new Rule($"{n} points in space, the squared ratio of their largest to their smallest distance as small as possible",
            ["x", "y", "z"], false, Distances.Broken, Distances.SquaredRatio),
        _ => null,
    };
}
