namespace Extropy.Evolution.Problems;

/// <summary>Moves points that lie just outside a region to its border.</summary>
internal static class PointRepair
{
    /// <summary>A point further outside than this cannot be mended.</summary>
    public const double Reach = 1e-6;

    /// <summary>Clamps coordinates to [0, <paramref name="high"/>].</summary>
    /// <returns>Whether all were within <see cref="Reach"/> of it.</returns>
    public static bool Into(Span<double> coordinates, double high)
    {
        foreach (ref double coordinate in coordinates)
        {
            if (coordinate < -Reach || coordinate > high + Reach) return false;
            coordinate = Math.Clamp(coordinate, 0, high);
        }

        return true;
    }
}
