namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// Points in the plane or in space with no distance above 1: maximise t, the least squared distance; (max/min)² is then 1/t. Variables point by point, then t.
/// Rows: d² − t ≥ 0 and 1 − d² ≥ 0 for every pair.
/// </summary>
internal sealed class DistanceProgram : QuadraticProgram
{
    private readonly int _points;
    private readonly int _dimensions;

    /// <param name="points">n, at least 2.</param>
    /// <param name="dimensions">2 or 3.</param>
    public DistanceProgram(int points, int dimensions)
        : base((points * dimensions) + 1)
    {
        (_points, _dimensions) = (points, dimensions);
        int t = points * dimensions;
        Objective[t] = 1;
        for (int a = 0; a < t; a += dimensions)
        {
            for (int b = a + dimensions; b < t; b += dimensions)
            {
                int[] pair = [.. Enumerable.Range(a, dimensions), .. Enumerable.Range(b, dimensions)];
                Declare([.. pair, t]);
                Declare(pair);
            }
        }

        Seal();
    }

    /// <inheritdoc/>
    public override void Values(ReadOnlySpan<double> z, Span<double> g)
    {
        int t = _points * _dimensions, row = 0;
        for (int a = 0; a < t; a += _dimensions)
        {
            for (int b = a + _dimensions; b < t; b += _dimensions)
            {
                double square = 0;
                for (int k = 0; k < _dimensions; k++) square += (z[a + k] - z[b + k]) * (z[a + k] - z[b + k]);
                g[row++] = square - z[t];
                g[row++] = 1 - square;
            }
        }
    }

    /// <inheritdoc/>
    public override void Slopes(ReadOnlySpan<double> z, Span<double> entries)
    {
        int t = _points * _dimensions, at = 0, d = _dimensions;
        for (int a = 0; a < t; a += d)
        {
            for (int b = a + d; b < t; b += d, at += (4 * d) + 1)
            {
                for (int k = 0; k < d; k++)
                {
                    double slope = 2 * (z[a + k] - z[b + k]);
                    entries[at + k] = slope;
                    entries[at + d + k] = -slope;
                    entries[at + (2 * d) + 1 + k] = -slope;
                    entries[at + (3 * d) + 1 + k] = slope;
                }

                entries[at + (2 * d)] = -1;
            }
        }
    }

    /// <inheritdoc/>
    public override void AddCurvature(ReadOnlySpan<double> weights, SquareMatrix matrix)
    {
        int t = _points * _dimensions, row = 0;
        for (int a = 0; a < t; a += _dimensions)
        {
            for (int b = a + _dimensions; b < t; b += _dimensions, row += 2)
            {
                double w = 2 * (weights[row] - weights[row + 1]);
                for (int k = 0; k < _dimensions; k++)
                {
                    matrix[a + k, a + k] += w;
                    matrix[b + k, b + k] += w;
                    matrix[a + k, b + k] -= w;
                }
            }
        }
    }
}
