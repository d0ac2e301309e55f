using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Exactly one cluster of one donor put into the parent.</summary>
internal sealed class Translocation : IMove
{
    /// <inheritdoc/>
    public string Name => "cluster translocated";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws) =>
        Transplant.Cluster(geometry, layout, donors[draws.NextInt(donors.Count)], 1 + draws.NextInt(Math.Max(1, geometry.Objects / 3)), ref draws);
}
