namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// Circles in a rectangle of width w and height 2 − w, or in the unit square: maximise Σ r. Variables x, y, r circle by circle, then w where it is free.
/// Rows: every pair, then four walls and r ≥ 0 for every circle.
/// </summary>
internal sealed class CircleProgram : QuadraticProgram
{
    private const int RowsPerCircle = 5;

    private readonly int _circles;
    private readonly bool _isFree;

    /// <param name="circles">n, at least 1.</param>
    /// <param name="isFree">The width is a variable; else the unit square.</param>
    public CircleProgram(int circles, bool isFree)
        : base((3 * circles) + (isFree ? 1 : 0))
    {
        (_circles, _isFree) = (circles, isFree);
        for (int i = 0; i < circles; i++) Objective[(3 * i) + 2] = 1;
        for (int i = 0; i < circles; i++)
        {
            int a = 3 * i;
            for (int b = a + 3; b < 3 * circles; b += 3) Declare(a, a + 1, a + 2, b, b + 1, b + 2);
        }

        int w = 3 * circles;
        for (int a = 0; a < 3 * circles; a += 3)
        {
            Declare(a, a + 2);
            Declare(a + 1, a + 2);
            if (isFree) Declare(a, a + 2, w);
            else Declare(a, a + 2);
            if (isFree) Declare(a + 1, a + 2, w);
            else Declare(a + 1, a + 2);
            Declare(a + 2);
        }

        Seal();
    }

    /// <inheritdoc/>
    public override void Values(ReadOnlySpan<double> z, Span<double> g)
    {
        int row = 0, end = 3 * _circles;
        for (int a = 0; a < end; a += 3)
        {
            double x = z[a], y = z[a + 1], r = z[a + 2];
            for (int b = a + 3; b < end; b += 3)
            {
                double dx = x - z[b], dy = y - z[b + 1], sum = r + z[b + 2];
                g[row++] = (dx * dx) + (dy * dy) - (sum * sum);
            }
        }

        double width = _isFree ? z[end] : 1, height = _isFree ? 2 - z[end] : 1;
        for (int a = 0; a < end; a += 3)
        {
            double x = z[a], y = z[a + 1], r = z[a + 2];
            g[row] = x - r;
            g[row + 1] = y - r;
            g[row + 2] = width - x - r;
            g[row + 3] = height - y - r;
            g[row + 4] = r;
            row += RowsPerCircle;
        }
    }

    /// <inheritdoc/>
    public override void Slopes(ReadOnlySpan<double> z, Span<double> entries)
    {
        int at = 0, end = 3 * _circles;
        for (int a = 0; a < end; a += 3)
        {
            for (int b = a + 3; b < end; b += 3, at += 6)
            {
                double dx = 2 * (z[a] - z[b]), dy = 2 * (z[a + 1] - z[b + 1]), sum = -2 * (z[a + 2] + z[b + 2]);
                entries[at] = dx;
                entries[at + 1] = dy;
                entries[at + 2] = sum;
                entries[at + 3] = -dx;
                entries[at + 4] = -dy;
                entries[at + 5] = sum;
            }
        }

        ReadOnlySpan<double> walls = _isFree ? [1, -1, 1, -1, -1, -1, 1, -1, -1, -1, 1] : [1, -1, 1, -1, -1, -1, -1, -1, 1];
        for (int i = 0; i < _circles; i++, at += walls.Length) walls.CopyTo(entries[at..]);
    }

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> weights, SquareMatrix matrix)
    {
        int row = 0, end = 3 * _circles;
        for (int a = 0; a < end; a += 3)
        {
            double own = 0;
            for (int b = a + 3; b < end; b += 3)
            {
                double w = 2 * weights[row++];
                own += w;
                matrix[a, b] -= w;
                matrix[a + 1, b + 1] -= w;
                matrix[a + 2, b + 2] -= w;
                matrix[b, b] += w;
                matrix[b + 1, b + 1] += w;
                matrix[b + 2, b + 2] -= w;
            }

            matrix[a, a] += own;
            matrix[a + 1, a + 1] += own;
            matrix[a + 2, a + 2] -= own;
        }
    }
}
