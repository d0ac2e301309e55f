using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>One object, at times two, put where the others leave room.</summary>
internal sealed class Relocation : IMove
{
    private const double SecondShare = 0.3;
    private const int MostDoublings = 8;

    /// <inheritdoc/>
    public string Name => "object moved";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        int count = draws.NextBernoulli(SecondShare) ? 2 : 1;
        for (int k = 0; k < count; k++) geometry.Place(layout, draws.NextInt(geometry.Objects), 1 << draws.NextInt(MostDoublings), ref draws);
    }
}
