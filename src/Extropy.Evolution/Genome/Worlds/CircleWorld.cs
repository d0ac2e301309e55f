using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome.Worlds;

/// <summary>Circles in the unit square, or in a rectangle of perimeter 4. The objective is the sum of radii that grow in the order of the objects.</summary>
internal sealed class CircleWorld(int count, bool isRectangle) : GenomeWorld
{
    private readonly double[] _distances = new double[count * count]; // one world serves one run of a genome
    private readonly int[] _order = new int[count];

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override bool HasRadii => true;

    /// <inheritdoc/>
    public override bool HasAspect => isRectangle;

    /// <inheritdoc/>
    public override double Width(GenomeState state) => state.Width;

    /// <inheritdoc/>
    public override double Height(GenomeState state) => isRectangle ? 2 - state.Width : 1;

    /// <inheritdoc/>
    public override double Merit(GenomeState state) => Grow(state, RadiiOrder.Index);

    /// <inheritdoc/>
    public override void Strengths(GenomeState state, Span<double> strength)
    {
        Grow(state, RadiiOrder.Index);
        state.Radii.CopyTo(strength);
    }

    /// <summary>Gives every circle half the way to its nearest neighbour, or the way to the wall; then lets one after another grow until it touches.</summary>
    /// <returns>The sum of radii.</returns>
    public double Grow(GenomeState state, RadiiOrder order)
    {
        Measure(state);
        Span<double> radii = state.Radii;
        for (int i = 0; i < count; i++)
        {
            double radius = Wall(state, i);
            ReadOnlySpan<double> row = _distances.AsSpan(i * count, count);
            for (int j = 0; j < count; j++)
                if (j != i) radius = Math.Min(radius, 0.5 * row[j]);
            radii[i] = radius;
        }

        Arrange(state, order);
        double sum = 0;
        foreach (int i in _order)
        {
            double radius = Wall(state, i);
            ReadOnlySpan<double> row = _distances.AsSpan(i * count, count);
            for (int j = 0; j < count; j++)
                if (j != i) radius = Math.Min(radius, row[j] - radii[j]);
            radii[i] = Math.Max(0, radius);
            sum += radii[i];
        }

        state.HasFreshRadii = true;
        return sum;
    }

    /// <summary>The radii of largest sum for the centres as they are.</summary>
    /// <returns>The sum of radii.</returns>
    public double Solve(GenomeState state)
    {
        Measure(state);
        for (int i = 0; i < count; i++) _distances[(i * count) + i] = 2 * Wall(state, i);
        double sum = RadiiProgram.Solve(_distances, count, state.Radii);
        state.HasFreshRadii = true;
        return sum;
    }

    /// <inheritdoc/>
    public override Layout ToLayout(GenomeState state)
    {
        if (!state.HasFreshRadii) Grow(state, RadiiOrder.Index);
        var numbers = new double[3 * count];
        for (int i = 0; i < count; i++) (numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]) = (state.Points[2 * i], state.Points[(2 * i) + 1], state.Radii[i]);
        return new Layout(count, 3, [.. numbers]);
    }

    private void Measure(GenomeState state)
    {
        double[] points = state.Points;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double dx = points[2 * i] - points[2 * j], dy = points[(2 * i) + 1] - points[(2 * j) + 1];
                _distances[(i * count) + j] = _distances[(j * count) + i] = Math.Sqrt((dx * dx) + (dy * dy));
            }
        }
    }

    private double Wall(GenomeState state, int i)
    {
        double x = state.Points[2 * i], y = state.Points[(2 * i) + 1];
        return Math.Max(0, Math.Min(Math.Min(x, Width(state) - x), Math.Min(y, Height(state) - y)));
    }

    private void Arrange(GenomeState state, RadiiOrder order)
    {
        for (int i = 0; i < count; i++) _order[i] = i;
        if (order == RadiiOrder.Index) return;
        double[] key = new double[count];
        for (int i = 0; i < count; i++) key[i] = order == RadiiOrder.Wall ? Wall(state, i) : order == RadiiOrder.Crowded ? state.Radii[i] : -state.Radii[i];
        Array.Sort(_order, (one, other) => key[one].CompareTo(key[other]) is var by and not 0 ? by : one.CompareTo(other));
    }
}
