using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>The parent with one or two neighbouring objects of every donor.</summary>
internal sealed class Combination : IMove
{
    /// <inheritdoc/>
    public string Name => "donors combined";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        foreach (double[] donor in donors) Transplant.Cluster(geometry, layout, donor, 1 + draws.NextInt(2), ref draws);
    }
}
