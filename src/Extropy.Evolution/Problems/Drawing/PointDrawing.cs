using System.Globalization;

namespace Extropy.Evolution.Problems.Drawing;

/// <summary>Points in the plane, or points in space as seen from a fixed direction.</summary>
internal static class PointDrawing
{
    private const double DotSize = 4.5;

    /// <summary>Areas and distances within this part of the extreme one are marked with it.</summary>
    private const double Tied = 1e-6;

    /// <summary>Marked at most, so that a layout of coinciding points stays a picture.</summary>
    private const int MostMarks = 400;

    /// <summary>The region, every triangle that ties with the smallest, and the points.</summary>
    public static Canvas Triangles(Layout layout, (double X, double Y)[] region)
    {
        (double X, double Y)[] points = Points(layout);
        Canvas canvas = Around([.. points, .. region]);
        canvas.Polygon("lay-region", region);
        List<(int I, int J, int K, double Area)> all = [];
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = i + 1; j < points.Length; j++)
            {
                for (int k = j + 1; k < points.Length; k++) all.Add((i, j, k, Math.Abs(Cross(points[i], points[j], points[k]))));
            }
        }

        double limit = all.Min(triangle => triangle.Area) * (1 + Tied);
        foreach ((int i, int j, int k, _) in all.Where(triangle => triangle.Area <= limit).Take(MostMarks))
            canvas.Polygon("lay-small", points[i], points[j], points[k]);
        return Dots(canvas, layout, points);
    }

    /// <summary>The shortest distances as lines, the longest dashed, and the points.</summary>
    public static Canvas Distances(Layout layout)
    {
        (double X, double Y)[] points = Points(layout);
        Canvas canvas = Around(points);
        List<(int I, int J, double Squared)> all = [];
        for (int i = 0; i < layout.Rows; i++)
        {
            for (int j = i + 1; j < layout.Rows; j++)
            {
                double sum = 0;
                for (int axis = 0; axis < layout.Columns; axis++) sum += (layout[i, axis] - layout[j, axis]) * (layout[i, axis] - layout[j, axis]);
                all.Add((i, j, sum));
            }
        }

        double least = all.Min(pair => pair.Squared) * (1 + Tied), most = all.Max(pair => pair.Squared) * (1 - Tied);
        foreach ((int i, int j, _) in all.Where(pair => pair.Squared >= most).Take(MostMarks)) canvas.Line("lay-long", points[i], points[j]);
        foreach ((int i, int j, _) in all.Where(pair => pair.Squared <= least).Take(MostMarks)) canvas.Line("lay-contact", points[i], points[j]);
        return Dots(canvas, layout, points);
    }

    /// <summary>The points alone.</summary>
    public static Canvas Plain(Layout layout)
    {
        (double X, double Y)[] points = Points(layout);
        return Dots(Around(points), layout, points);
    }

    /// <summary>The convex hull's corners in order, by doubles: for the eye only.</summary>
    public static (double X, double Y)[] Hull(Layout layout)
    {
        (double X, double Y)[] sorted = [.. Points(layout).OrderBy(point => point.X).ThenBy(point => point.Y)];
        return [.. Chain(sorted), .. Chain(sorted.Reverse())];
    }

    private static IEnumerable<(double X, double Y)> Chain(IEnumerable<(double X, double Y)> points)
    {
        List<(double X, double Y)> chain = [];
        foreach ((double X, double Y) point in points)
        {
            while (chain.Count >= 2 && Cross(chain[^2], chain[^1], point) <= 0) chain.RemoveAt(chain.Count - 1);
            chain.Add(point);
        }

        return chain.SkipLast(1);
    }

    private static double Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        ((b.X - a.X) * (c.Y - a.Y)) - ((c.X - a.X) * (b.Y - a.Y));

    private static Canvas Around((double X, double Y)[] points) =>
        new(points.Min(point => point.X), points.Max(point => point.X), points.Min(point => point.Y), points.Max(point => point.Y));

    private static Canvas Dots(Canvas canvas, Layout layout, (double X, double Y)[] points)
    {
        for (int i = 0; i < points.Length; i++)
        {
            string where = string.Join(", ", Enumerable.Range(0, layout.Columns).Select(axis => layout[i, axis].ToString("R", CultureInfo.InvariantCulture)));
            canvas.Dot(points[i].X, points[i].Y, DotSize, string.Create(CultureInfo.InvariantCulture, $"point {i}: {where}"));
        }

        return canvas;
    }

    /// <summary>The first two coordinates; of three, an oblique view in which no axis hides another.</summary>
    private static (double X, double Y)[] Points(Layout layout) =>
    [
        .. Enumerable.Range(0, layout.Rows).Select(i => layout.Columns < 3
            ? (layout[i, 0], layout[i, 1])
            : ((0.8 * layout[i, 0]) - (0.6 * layout[i, 1]), (0.28 * layout[i, 0]) + (0.37 * layout[i, 1]) + (0.88 * layout[i, 2]))),
    ];
}
