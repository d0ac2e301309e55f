using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Two objects of different size change places.</summary>
internal sealed class SizeSwap : IMove
{
    /// <inheritdoc/>
    public string Name => "sizes swapped";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        int a = draws.NextInt(geometry.Objects) * geometry.Columns, b = draws.NextInt(geometry.Objects) * geometry.Columns;
        for (int k = geometry.Dimensions; k < geometry.Columns; k++) (layout[a + k], layout[b + k]) = (layout[b + k], layout[a + k]);
    }
}
