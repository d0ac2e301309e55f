using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Geometries;

namespace Extropy.Evolution.Numeric.Moves;

/// <summary>A new start: objects at random, or in orbits of one symmetry of the region.</summary>
internal sealed class Scattering : IMove
{
    private const double SymmetricShare = 0.3;
    private const double Jitter = 1e-3;

    /// <inheritdoc/>
    public string Name => "new start";

    /// <inheritdoc/>
    public void Apply(Geometry geometry, Span<double> layout, IReadOnlyList<double[]> donors, ref Draws draws)
    {
        geometry.Scatter(layout, ref draws);
        if (geometry.Symmetries < 2 || !draws.NextBernoulli(SymmetricShare)) return;
        int symmetry = 1 + draws.NextInt(geometry.Symmetries - 1), columns = geometry.Columns, next = 0;
        while (next < geometry.Objects)
        {
            int first = next++;
            Span<double> image = layout.Slice(first * columns, columns).ToArray();
            for (int power = 1; power < 8 && next < geometry.Objects; power++)
            {
                geometry.Image(symmetry, image, image);
                if (Coincides(geometry, image, layout.Slice(first * columns, columns))) break;
                image.CopyTo(layout[(next * columns)..]);
                next++;
            }
        }

        for (int a = 0; a < layout.Length; a += columns)
        {
            for (int k = 0; k < geometry.Dimensions; k++) layout[a + k] += Jitter * (draws.NextUniform() - 0.5);
        }
    }

    private static bool Coincides(Geometry geometry, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        for (int k = 0; k < geometry.Dimensions; k++)
        {
            if (Math.Abs(a[k] - b[k]) > Jitter) return false;
        }

        return true;
    }
}
