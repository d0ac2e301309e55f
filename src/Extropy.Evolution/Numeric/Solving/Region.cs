namespace Extropy.Evolution.Numeric.Solving;

/// <summary>Where the points of a <see cref="TriangleProgram"/> may lie.</summary>
internal enum Region
{
    /// <summary>0 ≤ x, y ≤ 1.</summary>
    Square,

    /// <summary>x, y ≥ 0 and x + y ≤ 1.</summary>
    Triangle,

    /// <summary>Anywhere; the hull has at most twice the area ½.</summary>
    Hull,
}
