using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>Points whose largest and smallest distance are to be close; columns x, y or x, y, z.</summary>
internal sealed class DistanceGeometry : Geometry
{
    private const double LeastDistance = 1e-6;

    private readonly DistanceProgram _program;

    /// <param name="points">n, at least 2.</param>
    /// <param name="dimensions">2 or 3.</param>
    public DistanceGeometry(int points, int dimensions)
        : base(points, dimensions, dimensions)
    {
        _program = new DistanceProgram(points, dimensions);
    }

    /// <inheritdoc/>
    public override int Rows => Objects * (Objects - 1);

    /// <inheritdoc/>
    public override (double First, double Last) Barriers => (1e-3, 1e-8);

    /// <inheritdoc/>
    public override void Scatter(Span<double> layout, ref Draws draws)
    {
        for (int a = 0; a < layout.Length; a += Columns)
        {
            double square;
            do
            {
                square = 0;
                for (int k = 0; k < Columns; k++)
                {
                    layout[a + k] = draws.NextUniform() - 0.5;
                    square += layout[a + k] * layout[a + k];
                }
            }
            while (square > 0.25);
        }
    }

    /// <inheritdoc/>
    public override void Place(Span<double> layout, int item, int tries, ref Draws draws)
    {
        Span<double> place = stackalloc double[3], chosen = stackalloc double[3];
        int own = item * Columns;
        double best = double.NegativeInfinity;
        for (int t = 0; t < tries; t++)
        {
            for (int k = 0; k < Columns; k++) place[k] = 1.2 * (draws.NextUniform() - 0.5);
            double least = double.PositiveInfinity, most = 0;
            for (int b = 0; b < layout.Length; b += Columns)
            {
                if (b == own) continue;
                double square = 0;
                for (int k = 0; k < Columns; k++) square += (place[k] - layout[b + k]) * (place[k] - layout[b + k]);
                (least, most) = (Math.Min(least, square), Math.Max(most, square));
            }

            double room = least / Math.Max(most, 1);
            if (room <= best) continue;
            best = room;
            place.CopyTo(chosen);
        }

        chosen[..Columns].CopyTo(layout[own..]);
    }

    /// <inheritdoc/>
    public override bool Normalise(Span<double> layout, double tightness)
    {
        Span<double> mean = stackalloc double[3];
        for (int a = 0; a < layout.Length; a += Columns)
        {
            for (int k = 0; k < Columns; k++) mean[k] += layout[a + k] / Objects;
        }

        for (int a = 0; a < layout.Length; a += Columns)
        {
            for (int k = 0; k < Columns; k++) layout[a + k] -= mean[k];
        }

        (double least, double most) = Extremes(layout);
        if (!(least > LeastDistance * LeastDistance * most)) return false;
        double scale = 1 / Math.Sqrt((1 + (0.2 * (1 - tightness))) * most);
        foreach (ref double value in layout) value *= scale;
        return double.IsFinite(scale);
    }

    /// <inheritdoc/>
    public override QuadraticProgram? Open(ReadOnlySpan<double> layout, double tightness, out double[] z)
    {
        z = new double[layout.Length + 1];
        layout.CopyTo(z);
        z[^1] = tightness * Extremes(layout).Least;
        return _program;
    }

    /// <inheritdoc/>
    public override void Turn(Span<double> layout, ref Draws draws) => PointTurns.Rotate(layout, Columns, ref draws);

    private (double Least, double Most) Extremes(ReadOnlySpan<double> layout)
    {
        double least = double.PositiveInfinity, most = 0;
        for (int a = 0; a < layout.Length; a += Columns)
        {
            for (int b = a + Columns; b < layout.Length; b += Columns)
            {
                double square = 0;
                for (int k = 0; k < Columns; k++) square += (layout[a + k] - layout[b + k]) * (layout[a + k] - layout[b + k]);
                (least, most) = (Math.Min(least, square), Math.Max(most, square));
            }
        }

        return (least, most);
    }
}
