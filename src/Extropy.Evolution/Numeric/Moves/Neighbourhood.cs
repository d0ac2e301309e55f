using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Which objects are nearest to a place.</summary>
internal static class Neighbourhood
{
    /// <summary>The nearest objects, nearest first; ties by index.</summary>
    /// <param name="geometry">The family.</param>
    /// <param name="layout">Numbers of all objects.</param>
    /// <param name="place">Coordinates.</param>
    /// <param name="count">How many, at most all.</param>
    public static int[] Of(Geometry geometry, ReadOnlySpan<double> layout, ReadOnlySpan<double> place, int count)
    {
        double[] squares = new double[geometry.Objects];
        int[] order = new int[geometry.Objects];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            for (int k = 0; k < geometry.Dimensions; k++)
            {
                double difference = layout[(i * geometry.Columns) + k] - place[k];
                squares[i] += difference * difference;
            }
        }

        Array.Sort(order, (a, b) => squares[a] != squares[b] ? squares[a].CompareTo(squares[b]) : a.CompareTo(b));
        return order[..count];
    }
}
