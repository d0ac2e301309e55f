using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>A cut by a straight line: the objects on one side from the parent, those on the other from a donor, after a random symmetry of each.</summary>
internal sealed class Crossover : IMove
{
    /// <inheritdoc/>
    public string Name => "crossed at a line";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        int n = geometry.Objects, columns = geometry.Columns;
        double[] own = layout.ToArray(), other = [.. donors[draws.NextInt(donors.Count)]];
        geometry.Turn(own, ref draws);
        geometry.Turn(other, ref draws);
        Span<double> normal = stackalloc double[geometry.Dimensions];
        foreach (ref double part in normal) part = (2 * draws.NextUniform()) - 1;
        int kept = 1 + draws.NextInt(Math.Max(1, n - 1));
        int[] lowest = Along(geometry, own, normal), highest = Along(geometry, other, normal);
        for (int k = 0; k < n; k++)
        {
            ReadOnlySpan<double> from = k < kept ? own.AsSpan(lowest[k] * columns, columns) : other.AsSpan(highest[k] * columns, columns);
            from.CopyTo(layout[(k * columns)..]);
        }
    }

    // Indices in the order of n·x: as many below the cut as the one parent gives, above it as many as the other gives.
    private static int[] Along(Geometry geometry, double[] layout, ReadOnlySpan<double> normal)
    {
        double[] keys = new double[geometry.Objects];
        int[] order = new int[geometry.Objects];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            for (int k = 0; k < normal.Length; k++) keys[i] += normal[k] * layout[(i * geometry.Columns) + k];
        }

        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        return order;
    }
}
