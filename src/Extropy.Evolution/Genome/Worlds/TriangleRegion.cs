namespace Extropy.Evolution.Genome.Worlds;

/// <summary>Where the points of a Heilbronn problem may lie.</summary>
internal enum TriangleRegion
{
    /// <summary>Anywhere; areas are divided by that of the hull.</summary>
    Free,

    /// <summary>In the unit square.</summary>
    Square,

    /// <summary>In the triangle (0,0), (1,0), (0,1); areas are divided by 1/2.</summary>
    Triangle,
}
