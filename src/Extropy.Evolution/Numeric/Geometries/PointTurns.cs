using Extropy.Core.Chance;

namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>Random rotations and reflections about the centre of points.</summary>
internal static class PointTurns
{
    /// <summary>Turns points in place.</summary>
    /// <param name="layout">Shape [n, dimensions].</param>
    /// <param name="dimensions">2 or 3.</param>
    /// <param name="draws">Chance.</param>
    public static void Rotate(Span<double> layout, int dimensions, ref Draws draws)
    {
        for (int axis = 0; axis < dimensions; axis++)
        {
            int next = (axis + 1) % dimensions;
            (double c, double s) = Direction(ref draws);
            for (int a = 0; a < layout.Length; a += dimensions)
            {
                (layout[a + axis], layout[a + next]) =
                    ((c * layout[a + axis]) - (s * layout[a + next]), (s * layout[a + axis]) + (c * layout[a + next]));
            }
        }

        if (!draws.NextBernoulli(0.5)) return;
        for (int a = 0; a < layout.Length; a += dimensions) layout[a] = -layout[a];
    }

    // A point of the unit circle without sines, which differ between machines.
    private static (double Cosine, double Sine) Direction(ref Draws draws)
    {
        while (true)
        {
            double x = (2 * draws.NextUniform()) - 1, y = (2 * draws.NextUniform()) - 1, square = (x * x) + (y * y);
            if (square is < 0.01 or > 1) continue;
            double length = Math.Sqrt(square);
            return (x / length, y / length);
        }
    }
}
