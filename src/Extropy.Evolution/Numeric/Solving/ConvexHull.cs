namespace Extropy.Evolution.Numeric.Solving;

/// <summary>The convex hull of points in the plane, in doubles.</summary>
internal static class ConvexHull
{
    /// <summary>The corners, counter-clockwise (monotone chain). Fewer than three where all points lie on a line.</summary>
    /// <param name="points">Shape [n, 2], finite.</param>
    public static int[] Of(ReadOnlySpan<double> points)
    {
        double[] p = points.ToArray();
        int[] order = [.. Enumerable.Range(0, p.Length / 2).OrderBy(i => p[2 * i]).ThenBy(i => p[(2 * i) + 1]).ThenBy(i => i)];
        List<int> hull = [];
        Chain(p, order, hull, 0);
        hull.RemoveAt(hull.Count - 1);
        int lower = hull.Count;
        Array.Reverse(order);
        Chain(p, order, hull, lower);
        hull.RemoveAt(hull.Count - 1);
        return [.. hull];
    }

    /// <summary>Twice the area of a polygon, positive where counter-clockwise.</summary>
    /// <param name="points">Shape [n, 2] or longer.</param>
    /// <param name="corners">Rows of <paramref name="points"/>.</param>
    public static double TwiceArea(ReadOnlySpan<double> points, ReadOnlySpan<int> corners)
    {
        if (corners.Length < 3) return 0;
        double sum = 0, x = points[2 * corners[0]], y = points[(2 * corners[0]) + 1];
        for (int k = 1; k + 1 < corners.Length; k++)
        {
            int a = 2 * corners[k], b = 2 * corners[k + 1];
            sum += ((points[a] - x) * (points[b + 1] - y)) - ((points[a + 1] - y) * (points[b] - x));
        }

        return sum;
    }

    private static void Chain(double[] p, int[] order, List<int> hull, int floor)
    {
        foreach (int i in order)
        {
            while (hull.Count - floor >= 2 && Turn(p, hull[^2], hull[^1], i) <= 0) hull.RemoveAt(hull.Count - 1);
            hull.Add(i);
        }
    }

    private static double Turn(double[] p, int a, int b, int c) =>
        ((p[2 * b] - p[2 * a]) * (p[(2 * c) + 1] - p[(2 * a) + 1])) - ((p[(2 * b) + 1] - p[(2 * a) + 1]) * (p[2 * c] - p[2 * a]));
}
