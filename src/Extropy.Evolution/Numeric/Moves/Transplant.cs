using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Puts neighbouring objects of a donor into a layout, in place of the layout's own objects nearest to them.</summary>
internal static class Transplant
{
    /// <summary>Changes a layout in place.</summary>
    /// <param name="geometry">The family.</param>
    /// <param name="layout">Receives the objects.</param>
    /// <param name="donor">Gives them, after a random symmetry.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="draws">Chance.</param>
    public static void Cluster(Geometry geometry, Span<double> layout, ReadOnlySpan<double> donor, int count, ref Draws draws)
    {
        int columns = geometry.Columns;
        double[] turned = donor.ToArray();
        geometry.Turn(turned, ref draws);
        int centre = draws.NextInt(geometry.Objects);
        ReadOnlySpan<double> place = turned.AsSpan(centre * columns, geometry.Dimensions);
        int[] given = Neighbourhood.Of(geometry, turned, place, Math.Min(count, geometry.Objects));
        int[] replaced = Neighbourhood.Of(geometry, layout, place, given.Length);
        for (int k = 0; k < given.Length; k++) turned.AsSpan(given[k] * columns, columns).CopyTo(layout[(replaced[k] * columns)..]);
    }
}
