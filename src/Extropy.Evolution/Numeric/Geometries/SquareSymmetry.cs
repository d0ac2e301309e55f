namespace Extropy.Evolution.Numeric.Geometries;

/// <summary>The eight symmetries of a square; of a rectangle where width and height differ, together with the swap of both.</summary>
internal static class SquareSymmetry
{
    /// <summary>How many.</summary>
    public const int Count = 8;

    /// <summary>Maps a point of [0, width] × [0, height] in place.</summary>
    /// <param name="symmetry">Bit 0 mirrors x, bit 1 mirrors y, bit 2 then swaps them.</param>
    /// <param name="width">Of the region before the swap.</param>
    /// <param name="height">Of the region before the swap.</param>
    /// <param name="point">Coordinates first.</param>
    public static void Apply(int symmetry, double width, double height, Span<double> point)
    {
        if ((symmetry & 1) != 0) point[0] = width - point[0];
        if ((symmetry & 2) != 0) point[1] = height - point[1];
        if ((symmetry & 4) != 0) (point[0], point[1]) = (point[1], point[0]);
    }
}
