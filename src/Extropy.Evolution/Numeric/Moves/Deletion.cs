using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>A neighbourhood of up to a third of the objects taken out and every one of them put back where there is room.</summary>
internal sealed class Deletion : IMove
{
    private const int Tries = 32;

    /// <inheritdoc/>
    public string Name => "neighbourhood deleted and refilled";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        int count = Math.Min(geometry.Objects, 2 + draws.NextInt(Math.Max(1, geometry.Objects / 3)));
        int centre = draws.NextInt(geometry.Objects);
        int[] nearest = Neighbourhood.Of(geometry, layout, layout.Slice(centre * geometry.Columns, geometry.Dimensions), count);
        foreach (int item in nearest) geometry.Place(layout, item, Tries, ref draws);
    }
}
