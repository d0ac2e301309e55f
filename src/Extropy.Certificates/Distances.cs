using System.Globalization;

namespace Extropy.Certificates;

/// <summary>Distances between points. A row is a point.</summary>
internal static class Distances
{
    /// <summary>Σ (a − b)² over the first <paramref name="dimensions"/> coordinates.</summary>
    public static BinaryNumber Squared(BinaryNumber[] a, BinaryNumber[] b, int dimensions)
    {
        BinaryNumber sum = default;
        foreach (int axis in Enumerable.Range(0, dimensions)) sum += (a[axis] - b[axis]) * (a[axis] - b[axis]);
        return sum;
    }

    /// <summary>All points are different.</summary>
    public static string? Broken(BinaryNumber[][] points)
    {
        foreach ((int i, int j) in Pairs(points.Length))
        {
            if (Squared(points[i], points[j], points[i].Length).Sign == 0)
                return string.Create(CultureInfo.InvariantCulture, $"points {i} and {j} are the same");
        }

        return null;
    }

    /// <summary>max d² / min d².</summary>
    public static Ratio SquaredRatio(BinaryNumber[][] points)
    {
        BinaryNumber[] all = [.. Pairs(points.Length).Select(pair => Squared(points[pair.I], points[pair.J], points[0].Length))];
        return new Ratio(all.Aggregate((most, each) => each > most ? each : most), all.Aggregate((least, each) => each < least ? each : least));
    }

    private static IEnumerable<(int I, int J)> Pairs(int count) =>
        from j in Enumerable.Range(1, count - 1) from i in Enumerable.Range(0, j) select (i, j);
}
