using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Genome.Worlds;

/// <summary>Points of which every three shall span a large triangle. The objective is the smallest area, over the hull's, or over the region's.</summary>
internal sealed class TriangleWorld(int count, TriangleRegion region) : GenomeWorld
{
    private readonly int[] _order = new int[count];
    private readonly int[] _hull = new int[(2 * count) + 1];

    /// <inheritdoc/>
    public override int Count => count;

    /// <inheritdoc/>
    public override void Contain(GenomeState state, int index)
    {
        base.Contain(state, index);
        if (region != TriangleRegion.Triangle) return;
        ref double x = ref state.Points[2 * index];
        ref double y = ref state.Points[(2 * index) + 1];
        double beyond = 0.5 * (x + y - 1);
        if (beyond <= 0) return;
        x = Math.Clamp(x - beyond, 0, 1);
        y = Math.Min(Math.Max(0, y - beyond), 1 - x);
    }

    /// <inheritdoc/>
    public override double Merit(GenomeState state)
    {
        double[] p = state.Points;
        double least = double.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double dx = p[2 * j] - p[2 * i], dy = p[(2 * j) + 1] - p[(2 * i) + 1];
                for (int k = j + 1; k < count; k++)
                    least = Math.Min(least, Math.Abs((dx * (p[(2 * k) + 1] - p[(2 * i) + 1])) - (dy * (p[2 * k] - p[2 * i]))));
            }
        }

        double whole = region switch { TriangleRegion.Free => TwiceHullArea(p), TriangleRegion.Square => 2, _ => 1 };
        return whole > 0 ? least / whole : 0;
    }

    /// <inheritdoc/>
    public override void Strengths(GenomeState state, Span<double> strength)
    {
        double[] p = state.Points;
        strength.Fill(double.PositiveInfinity);
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                for (int k = j + 1; k < count; k++)
                {
                    double area = Math.Abs(((p[2 * j] - p[2 * i]) * (p[(2 * k) + 1] - p[(2 * i) + 1])) - ((p[(2 * j) + 1] - p[(2 * i) + 1]) * (p[2 * k] - p[2 * i])));
                    strength[i] = Math.Min(strength[i], area);
                    strength[j] = Math.Min(strength[j], area);
                    strength[k] = Math.Min(strength[k], area);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override Layout ToLayout(GenomeState state) => new(count, 2, [.. state.Points]);

    // Andrew's monotone chain (1979).
    private double TwiceHullArea(double[] p)
    {
        for (int i = 0; i < count; i++) _order[i] = i;
        Array.Sort(_order, (one, other) => p[2 * one].CompareTo(p[2 * other]) is var by and not 0 ? by : p[(2 * one) + 1].CompareTo(p[(2 * other) + 1]));
        int size = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            int floor = size + 1;
            for (int at = 0; at < count; at++)
            {
                int point = _order[pass == 0 ? at : count - 1 - at];
                while (size > floor && Cross(p, _hull[size - 2], _hull[size - 1], point) <= 0) size--;
                _hull[size++] = point;
            }

            size--; // the last point begins the other half
        }

        double twice = 0;
        for (int i = 0; i < size; i++)
        {
            int one = _hull[i], next = _hull[(i + 1) % size];
            twice += (p[2 * one] * p[(2 * next) + 1]) - (p[2 * next] * p[(2 * one) + 1]);
        }

        return twice;
    }

    private static double Cross(double[] p, int a, int b, int c) =>
        ((p[2 * b] - p[2 * a]) * (p[(2 * c) + 1] - p[(2 * a) + 1])) - ((p[(2 * b) + 1] - p[(2 * a) + 1]) * (p[2 * c] - p[2 * a]));
}
