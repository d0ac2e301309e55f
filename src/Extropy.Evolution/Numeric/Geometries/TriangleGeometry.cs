using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>Points whose smallest triangle is to be large (Heilbronn); columns x, y.</summary>
/// <param name="points">n, at least 3.</param>
/// <param name="region">Where they may lie.</param>
internal sealed class TriangleGeometry(int points, Region region) : Geometry(points, 2, 2)
{
    private const double Border = 1e-3;
    private const double LeastArea = 1e-9;
    private const int TriangleSymmetries = 6;

    // Cosine and sine of a full turn divided by 1 to 6; a free region has the symmetries that its points have.
    private static readonly (double Cosine, double Sine)[] Rotations =
    [
        (1, 0), (-1, 0), (-0.5, Math.Sqrt(3) / 2), (0, 1), ((Math.Sqrt(5) - 1) / 4, Math.Sqrt(10 + (2 * Math.Sqrt(5))) / 4), (0.5, Math.Sqrt(3) / 2),
    ];

    /// <inheritdoc/>
    public override int Rows => (Objects * (Objects - 1) * (Objects - 2) / 6) + (4 * Objects);

    /// <inheritdoc/>
    public override (double First, double Last) Barriers => (1e-5, 1e-9);

    /// <inheritdoc/>
    public override void Scatter(Span<double> layout, ref Draws draws)
    {
        for (int a = 0; a < layout.Length; a += 2) (layout[a], layout[a + 1]) = Anywhere(ref draws);
    }

    /// <inheritdoc/>
    public override void Place(Span<double> layout, int item, int tries, ref Draws draws)
    {
        int own = 2 * item;
        double best = double.NegativeInfinity, bestX = 0, bestY = 0;
        for (int k = 0; k < tries; k++)
        {
            (double x, double y) = region == Region.Hull ? Near(layout, ref draws) : Anywhere(ref draws);
            double least = double.PositiveInfinity;
            for (int b = 0; b < layout.Length && least > best; b += 2)
            {
                if (b == own) continue;
                double dx = layout[b] - x, dy = layout[b + 1] - y;
                for (int c = b + 2; c < layout.Length; c += 2)
                {
                    if (c == own) continue;
                    least = Math.Min(least, Math.Abs((dx * (layout[c + 1] - y)) - (dy * (layout[c] - x))));
                }
            }

            if (least <= best) continue;
            (best, bestX, bestY) = (least, x, y);
        }

        (layout[own], layout[own + 1]) = (bestX, bestY);
    }

    /// <inheritdoc/>
    public override bool Normalise(Span<double> layout, double tightness)
    {
        if (region == Region.Hull) return Whiten(layout, tightness);
        double margin = Border * (1 - tightness);
        for (int a = 0; a < layout.Length; a += 2)
        {
            layout[a] = Math.Clamp(layout[a], margin, 1 - margin);
            layout[a + 1] = Math.Clamp(layout[a + 1], margin, 1 - margin);
            double over = layout[a] + layout[a + 1] - (1 - margin);
            if (region != Region.Triangle || over <= 0) continue;
            layout[a] = Math.Max(margin / 2, layout[a] - (over / 2));
            layout[a + 1] = Math.Max(margin / 2, 1 - margin - layout[a]);
        }

        return true;
    }

    /// <inheritdoc/>
    public override QuadraticProgram? Open(ReadOnlySpan<double> layout, double tightness, out double[] z)
    {
        z = new double[layout.Length + 1];
        layout.CopyTo(z);
        double least = Smallest(layout);
        if (!(least > LeastArea)) return null;
        z[^1] = tightness * least;
        return new TriangleProgram(layout, region);
    }

    /// <inheritdoc/>
    public override bool CanShake => false;

    /// <inheritdoc/>
    public override int Symmetries => region switch { Region.Square => SquareSymmetry.Count, Region.Triangle => TriangleSymmetries, _ => Rotations.Length + 1 };

    /// <inheritdoc/>
    public override void Image(int symmetry, ReadOnlySpan<double> from, Span<double> to)
    {
        double x = from[0], y = from[1];
        (to[0], to[1]) = (x, y);
        if (region == Region.Square)
        {
            SquareSymmetry.Apply(symmetry, 1, 1, to);
        }
        else if (region == Region.Triangle)
        {
            double rest = 1 - x - y;
            (x, y) = (symmetry % 3) switch { 0 => (x, y), 1 => (y, rest), _ => (rest, x) };
            (to[0], to[1]) = symmetry < 3 ? (x, y) : (y, x);
        }
        else if (symmetry == Rotations.Length)
        {
            (to[0], to[1]) = (1 - x, y);
        }
        else
        {
            (double c, double s) = Rotations[symmetry];
            (to[0], to[1]) = (0.5 + (c * (x - 0.5)) - (s * (y - 0.5)), 0.5 + (s * (x - 0.5)) + (c * (y - 0.5)));
        }
    }

    /// <inheritdoc/>
    public override void Turn(Span<double> layout, ref Draws draws)
    {
        if (region == Region.Hull) PointTurns.Rotate(layout, 2, ref draws);
        else base.Turn(layout, ref draws);
    }

    private static double Smallest(ReadOnlySpan<double> p)
    {
        double least = double.PositiveInfinity;
        for (int a = 0; a < p.Length; a += 2)
        {
            for (int b = a + 2; b < p.Length; b += 2)
            {
                double dx = p[b] - p[a], dy = p[b + 1] - p[a + 1];
                for (int c = b + 2; c < p.Length; c += 2) least = Math.Min(least, Math.Abs((dx * (p[c + 1] - p[a + 1])) - (dy * (p[c] - p[a]))));
            }
        }

        return least;
    }

    private (double X, double Y) Anywhere(ref Draws draws)
    {
        double x = draws.NextUniform(), y = draws.NextUniform();
        return region == Region.Triangle && x + y > 1 ? (1 - x, 1 - y) : (x, y);
    }

    private static (double X, double Y) Near(ReadOnlySpan<double> layout, ref Draws draws)
    {
        double left = layout[0], right = left, bottom = layout[1], top = bottom;
        for (int a = 2; a < layout.Length; a += 2)
        {
            (left, right) = (Math.Min(left, layout[a]), Math.Max(right, layout[a]));
            (bottom, top) = (Math.Min(bottom, layout[a + 1]), Math.Max(top, layout[a + 1]));
        }

        return (left + ((right - left) * draws.NextUniform()), bottom + ((top - bottom) * draws.NextUniform()));
    }

    // The problem is affine: to mean 0, equal spread in all directions, twice the hull's area just below 1.
    private static bool Whiten(Span<double> p, double tightness)
    {
        int n = p.Length / 2;
        double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
        for (int a = 0; a < p.Length; a += 2) (mx, my) = (mx + (p[a] / n), my + (p[a + 1] / n));
        for (int a = 0; a < p.Length; a += 2)
        {
            double x = p[a] - mx, y = p[a + 1] - my;
            (xx, xy, yy) = (xx + (x * x), xy + (x * y), yy + (y * y));
        }

        if (!(xx > 0)) return false;
        double tilt = xy / xx, rest = yy - (tilt * xy);
        if (!(rest > 1e-9 * xx)) return false;
        (double sx, double sy) = (1 / Math.Sqrt(xx), 1 / Math.Sqrt(rest));
        for (int a = 0; a < p.Length; a += 2)
        {
            double x = p[a] - mx, y = p[a + 1] - my;
            (p[a], p[a + 1]) = (x * sx, (y - (tilt * x)) * sy);
        }

        double scale = 1 / Math.Sqrt((1 + (0.1 * (1 - tightness))) * ConvexHull.TwiceArea(p, ConvexHull.Of(p)));
        foreach (ref double value in p) value *= scale;
        return double.IsFinite(scale);
    }
}
