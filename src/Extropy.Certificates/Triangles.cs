using System.Globalization;

namespace Extropy.Certificates;

/// <summary>Heilbronn's problem in three regions. A row is a point x, y. Areas are doubled throughout.</summary>
internal static class Triangles
{
    /// <summary>Not all points lie on one line.</summary>
    public static string? BrokenInPlane(BinaryNumber[][] points) => Hull(points).Sign == 0 ? "all points lie on one line" : null;

    /// <summary>0 ≤ x, 0 ≤ y, x + y ≤ 1.</summary>
    public static string? BrokenInTriangle(BinaryNumber[][] points) =>
        First(points, point => point[0].Sign >= 0 && point[1].Sign >= 0 && !(point[0] + point[1] > BinaryNumber.One), "triangle");

    /// <summary>0 ≤ x ≤ 1, 0 ≤ y ≤ 1.</summary>
    public static string? BrokenInSquare(BinaryNumber[][] points) =>
        First(points, point => point.All(coordinate => coordinate.Sign >= 0 && !(coordinate > BinaryNumber.One)), "unit square");

    /// <summary>Smallest triangle / convex hull.</summary>
    public static Ratio PartOfHull(BinaryNumber[][] points) => new(Smallest(points), Hull(points));

    /// <summary>Smallest triangle / (1/2), doubled over 1.</summary>
    public static Ratio PartOfTriangle(BinaryNumber[][] points) => new(Smallest(points), BinaryNumber.One);

    /// <summary>Smallest triangle / 1, doubled over 2.</summary>
    public static Ratio PartOfSquare(BinaryNumber[][] points) => new(Smallest(points), BinaryNumber.One + BinaryNumber.One);

    /// <summary>min |x₁(y₂ − y₃) + x₂(y₃ − y₁) + x₃(y₁ − y₂)| over all triples.</summary>
    private static BinaryNumber Smallest(BinaryNumber[][] points)
    {
        BinaryNumber? least = null;
        for (int third = 2; third < points.Length; third++)
        {
            for (int second = 1; second < third; second++)
            {
                for (int first = 0; first < second; first++)
                {
                    BinaryNumber size = Shoelace(points[first], points[second], points[third]).Size();
                    if (least is null || size < least) least = size;
                }
            }
        }

        return least!.Value; // three points or more
    }

    /// <summary>
    /// Twice the area of the convex hull: Σ (xₐy_b − x_by_a) over its sides a → b, which are the pairs that have every point on their left or between them.
    /// </summary>
    private static BinaryNumber Hull(BinaryNumber[][] points)
    {
        List<BinaryNumber[]> different = [];
        foreach (BinaryNumber[] point in points)
        {
            if (!different.Exists(other => Distances.Squared(point, other, 2).Sign == 0)) different.Add(point);
        }

        BinaryNumber sum = default;
        foreach (BinaryNumber[] a in different)
        {
            foreach (BinaryNumber[] b in different)
            {
                if (ReferenceEquals(a, b) || !different.TrueForAll(point => IsLeftOrBetween(a, b, point))) continue;
                sum += (a[0] * b[1]) - (b[0] * a[1]);
            }
        }

        return sum.Size();
    }

    private static bool IsLeftOrBetween(BinaryNumber[] a, BinaryNumber[] b, BinaryNumber[] point)
    {
        int side = Shoelace(a, b, point).Sign;
        if (side != 0) return side > 0;

        BinaryNumber towards = ((point[0] - a[0]) * (point[0] - b[0])) + ((point[1] - a[1]) * (point[1] - b[1])); // ≤ 0 on the segment from a to b
        return towards.Sign <= 0;
    }

    private static BinaryNumber Shoelace(BinaryNumber[] a, BinaryNumber[] b, BinaryNumber[] c) =>
        (a[0] * (b[1] - c[1])) + (b[0] * (c[1] - a[1])) + (c[0] * (a[1] - b[1]));

    private static string? First(BinaryNumber[][] points, Func<BinaryNumber[], bool> isInside, string region)
    {
        int outside = Array.FindIndex(points, point => !isInside(point));
        return outside < 0 ? null : string.Create(CultureInfo.InvariantCulture, $"point {outside} is not inside the {region}");
    }
}
