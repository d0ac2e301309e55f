namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// Points in the plane: maximise t, twice the least area of a triangle of three of them. The orientation of every triangle and the order of the hull are
/// those of the starting points; they cannot change while t is positive. Variables x, y point by point, then t. Rows: every triangle, then the region.
/// </summary>
internal sealed class TriangleProgram : QuadraticProgram
{
    private readonly int _points;
    private readonly Region _region;
    private readonly double[] _signs;
    private readonly int[] _hull;

    /// <param name="start">Shape [n, 2], n ≥ 3, no three on a line.</param>
    /// <param name="region">Where they may lie.</param>
    public TriangleProgram(ReadOnlySpan<double> start, Region region)
        : base(start.Length + 1)
    {
        _points = start.Length / 2;
        _region = region;
        _signs = new double[_points * (_points - 1) * (_points - 2) / 6];
        _hull = region == Region.Hull ? ConvexHull.Of(start) : [];
        int t = start.Length;
        Objective[t] = 1;
        int row = 0;
        for (int a = 0; a < t; a += 2)
        {
            for (int b = a + 2; b < t; b += 2)
            {
                for (int c = b + 2; c < t; c += 2)
                {
                    _signs[row++] = TwiceArea(start, a, b, c) < 0 ? -1 : 1;
                    Declare(a, a + 1, b, b + 1, c, c + 1, t);
                }
            }
        }

        DeclareRegion(t);
        Seal();
    }

    /// <inheritdoc/>
    public override void Values(ReadOnlySpan<double> z, Span<double> g)
    {
        int t = 2 * _points, row = 0;
        double least = z[t];
        for (int a = 0; a < t; a += 2)
        {
            for (int b = a + 2; b < t; b += 2)
            {
                double x = z[b] - z[a], y = z[b + 1] - z[a + 1];
                for (int c = b + 2; c < t; c += 2)
                {
                    g[row] = (_signs[row] * ((x * (z[c + 1] - z[a + 1])) - (y * (z[c] - z[a])))) - least;
                    row++;
                }
            }
        }

        if (_region == Region.Hull)
        {
            g[row] = 1 - ConvexHull.TwiceArea(z, _hull);
            return;
        }

        for (int a = 0; a < t; a += 2)
        {
            g[row++] = z[a];
            g[row++] = z[a + 1];
            if (_region == Region.Triangle)
            {
                g[row++] = 1 - z[a] - z[a + 1];
            }
            else
            {
                g[row++] = 1 - z[a];
                g[row++] = 1 - z[a + 1];
            }
        }
    }

    /// <inheritdoc/>
    public override void Slopes(ReadOnlySpan<double> z, Span<double> entries)
    {
        int t = 2 * _points, row = 0, at = 0;
        for (int a = 0; a < t; a += 2)
        {
            for (int b = a + 2; b < t; b += 2)
            {
                for (int c = b + 2; c < t; c += 2, at += 7)
                {
                    double s = _signs[row++];
                    entries[at] = s * (z[b + 1] - z[c + 1]);
                    entries[at + 1] = s * (z[c] - z[b]);
                    entries[at + 2] = s * (z[c + 1] - z[a + 1]);
                    entries[at + 3] = s * (z[a] - z[c]);
                    entries[at + 4] = s * (z[a + 1] - z[b + 1]);
                    entries[at + 5] = s * (z[b] - z[a]);
                    entries[at + 6] = -1;
                }
            }
        }

        if (_region == Region.Hull)
        {
            HullSlopes(z, entries[at..]);
            return;
        }

        ReadOnlySpan<double> walls = [1, 1, -1, -1]; // x, y, and one row of two or two rows of one
        for (int i = 0; i < _points; i++, at += walls.Length) walls.CopyTo(entries[at..]);
    }

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> weights, SquareMatrix matrix)
    {
        int t = 2 * _points, row = 0;
        for (int a = 0; a < t; a += 2)
        {
            for (int b = a + 2; b < t; b += 2)
            {
                double w = 0;
                for (int c = b + 2; c < t; c += 2)
                {
                    double own = weights[row] * _signs[row];
                    row++;
                    w += own;
                    matrix[b, c + 1] += own;
                    matrix[b + 1, c] -= own;
                    matrix[a, c + 1] -= own;
                    matrix[a + 1, c] += own;
                }

                matrix[a, b + 1] += w;
                matrix[a + 1, b] -= w;
            }
        }

        if (_region != Region.Hull) return;
        for (int k = 0; k < _hull.Length; k++)
        {
            int a = 2 * _hull[k], b = 2 * _hull[(k + 1) % _hull.Length];
            matrix[Math.Min(a, b + 1), Math.Max(a, b + 1)] -= weights[row];
            matrix[Math.Min(a + 1, b), Math.Max(a + 1, b)] += weights[row];
        }
    }

    private static double TwiceArea(ReadOnlySpan<double> z, int a, int b, int c) =>
        ((z[b] - z[a]) * (z[c + 1] - z[a + 1])) - ((z[b + 1] - z[a + 1]) * (z[c] - z[a]));

    private void DeclareRegion(int t)
    {
        if (_region == Region.Hull)
        {
            int[] columns = [.. _hull.SelectMany(point => (int[])[2 * point, (2 * point) + 1]).Order()];
            Declare(columns);
            return;
        }

        for (int a = 0; a < t; a += 2)
        {
            Declare(a);
            Declare(a + 1);
            if (_region == Region.Triangle)
            {
                Declare(a, a + 1);
            }
            else
            {
                Declare(a);
                Declare(a + 1);
            }
        }
    }

    private void HullSlopes(ReadOnlySpan<double> z, Span<double> entries)
    {
        int first = RowStarts[^2];
        for (int k = 0; k < _hull.Length; k++)
        {
            int before = 2 * _hull[(k + _hull.Length - 1) % _hull.Length], after = 2 * _hull[(k + 1) % _hull.Length];
            int at = Array.IndexOf(Columns, 2 * _hull[k], first) - first;
            entries[at] = z[before + 1] - z[after + 1];
            entries[at + 1] = z[after] - z[before];
        }
    }
}
