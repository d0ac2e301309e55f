using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>Every object shifted a little; how little differs from time to time by two orders of magnitude.</summary>
internal sealed class Shaking : IMove
{
    private const double Largest = 0.5; // of the typical distance between neighbours
    private const int Halvings = 6;

    /// <inheritdoc/>
    public string Name => "all shaken";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        double size = Largest / Math.Sqrt(geometry.Objects) / (1 << draws.NextInt(Halvings));
        for (int a = 0; a < layout.Length; a += geometry.Columns)
        {
            for (int k = 0; k < geometry.Dimensions; k++) layout[a + k] += size * ((2 * draws.NextUniform()) - 1);
        }
    }
}
