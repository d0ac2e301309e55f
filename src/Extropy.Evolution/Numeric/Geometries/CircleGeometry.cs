using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>Circles in the unit square or in a rectangle of half perimeter 2; columns x, y, r.</summary>
internal sealed class CircleGeometry : Geometry
{
    private const double Border = 1e-2;
    private const double LeastDistance = 1e-7;

    private readonly bool _isFree;
    private readonly CircleProgram _program;

    /// <param name="circles">n, at least 1.</param>
    /// <param name="isFree">The rectangle's aspect is free; else the unit square.</param>
    public CircleGeometry(int circles, bool isFree)
        : base(circles, 3, 2)
    {
        _isFree = isFree;
        _program = new CircleProgram(circles, isFree);
    }

    /// <inheritdoc/>
    public override int Rows => (Objects * (Objects - 1) / 2) + (5 * Objects);

    /// <inheritdoc/>
    public override (double First, double Last) Barriers => (1e-3, 1e-7);

    /// <inheritdoc/>
    public override void Scatter(Span<double> layout, ref Draws draws)
    {
        double width = _isFree ? 0.6 + (0.4 * draws.NextUniform()) : 1, height = _isFree ? 2 - width : 1;
        for (int a = 0; a < layout.Length; a += 3)
        {
            layout[a] = width * draws.NextUniform();
            layout[a + 1] = height * draws.NextUniform();
            layout[a + 2] = 0.25 / Math.Sqrt(Objects);
        }
    }

    /// <inheritdoc/>
    public override void Place(Span<double> layout, int item, int tries, ref Draws draws)
    {
        (double width, double height) = Box(layout);
        double best = double.NegativeInfinity;
        int own = 3 * item;
        for (int k = 0; k < tries; k++)
        {
            double x = width * draws.NextUniform(), y = height * draws.NextUniform();
            double room = Math.Min(Math.Min(x, width - x), Math.Min(y, height - y));
            for (int b = 0; b < layout.Length && room > best; b += 3)
            {
                if (b == own) continue;
                double dx = x - layout[b], dy = y - layout[b + 1];
                room = Math.Min(room, Math.Sqrt((dx * dx) + (dy * dy)) - layout[b + 2]);
            }

            if (room <= best) continue;
            best = room;
            (layout[own], layout[own + 1]) = (x, y);
        }

        layout[own + 2] = Math.Max(best, 0.1 / Math.Sqrt(Objects));
    }

    /// <inheritdoc/>
    public override bool Normalise(Span<double> layout, double tightness)
    {
        if (_isFree) Fit(layout);
        (double width, double height) = Box(layout);
        double typical = 0.02 / Math.Sqrt(Objects) * (1 - tightness), border = Border * (1 - tightness);
        for (int a = 0; a < layout.Length; a += 3)
        {
            layout[a] = Math.Clamp(layout[a], width * border, width * (1 - border));
            layout[a + 1] = Math.Clamp(layout[a + 1], height * border, height * (1 - border));
            double room = Math.Min(Math.Min(layout[a], width - layout[a]), Math.Min(layout[a + 1], height - layout[a + 1]));
            layout[a + 2] = Math.Min(Math.Max(layout[a + 2], typical), tightness * room);
        }

        Span<double> factors = stackalloc double[Objects];
        factors.Fill(1);
        for (int a = 0; a < layout.Length; a += 3)
        {
            for (int b = a + 3; b < layout.Length; b += 3)
            {
                double dx = layout[a] - layout[b], dy = layout[a + 1] - layout[b + 1], distance = Math.Sqrt((dx * dx) + (dy * dy));
                if (distance < LeastDistance) return false;
                double most = tightness * distance / (layout[a + 2] + layout[b + 2]);
                factors[a / 3] = Math.Min(factors[a / 3], most);
                factors[b / 3] = Math.Min(factors[b / 3], most);
            }
        }

        for (int a = 0; a < layout.Length; a += 3) layout[a + 2] *= factors[a / 3];
        return true;
    }

    /// <inheritdoc/>
    public override QuadraticProgram? Open(ReadOnlySpan<double> layout, double tightness, out double[] z)
    {
        z = new double[_program.Variables];
        layout.CopyTo(z);
        if (_isFree) z[^1] = Box(layout).Width;
        return _program;
    }

    /// <inheritdoc/>
    public override int Symmetries => _isFree ? 0 : SquareSymmetry.Count;

    /// <inheritdoc/>
    public override void Image(int symmetry, ReadOnlySpan<double> from, Span<double> to)
    {
        from.CopyTo(to);
        SquareSymmetry.Apply(symmetry, 1, 1, to);
    }

    /// <inheritdoc/>
    public override void Turn(Span<double> layout, ref Draws draws)
    {
        (double width, double height) = Box(layout);
        int symmetry = draws.NextInt(SquareSymmetry.Count);
        for (int a = 0; a < layout.Length; a += 3) SquareSymmetry.Apply(symmetry, width, height, layout[a..]);
    }

    // The width of a free rectangle in standard position is that of its circles.
    private (double Width, double Height) Box(ReadOnlySpan<double> layout)
    {
        if (!_isFree) return (1, 1);
        double right = 0, top = 0;
        for (int a = 0; a < layout.Length; a += 3)
        {
            right = Math.Max(right, layout[a] + layout[a + 2]);
            top = Math.Max(top, layout[a + 1] + layout[a + 2]);
        }

        double width = right + top > 0 ? 2 * right / (right + top) : 1;
        width = Math.Clamp(width, 0.1, 1.9);
        return (width, 2 - width);
    }

    private static void Fit(Span<double> layout)
    {
        double left = double.PositiveInfinity, right = double.NegativeInfinity, bottom = double.PositiveInfinity, top = double.NegativeInfinity;
        for (int a = 0; a < layout.Length; a += 3)
        {
            (left, right) = (Math.Min(left, layout[a] - layout[a + 2]), Math.Max(right, layout[a] + layout[a + 2]));
            (bottom, top) = (Math.Min(bottom, layout[a + 1] - layout[a + 2]), Math.Max(top, layout[a + 1] + layout[a + 2]));
        }

        double scale = 2 / (right - left + (top - bottom));
        if (!double.IsFinite(scale)) return;
        for (int a = 0; a < layout.Length; a += 3)
        {
            layout[a] = (layout[a] - left) * scale;
            layout[a + 1] = (layout[a + 1] - bottom) * scale;
            layout[a + 2] *= scale;
        }
    }
}
