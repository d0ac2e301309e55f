namespace Extropy.Evolution.Database;

/// <summary>A vector as <see cref="SketchTable"/> compares it, with the largest differences that a vector within the distance can have, in steps.</summary>
/// <param name="Sketch">Shape [16]: its bytes.</param>
/// <param name="HalfBound">Of the sum of differences over the first eight; 255: there is none.</param>
/// <param name="Bound">Of the sum of differences over all; 255: there is none.</param>
/// <param name="SquareBound">Of the sum of squared differences over all.</param>
internal readonly record struct SketchQuestion(byte[] Sketch, byte HalfBound, byte Bound, int SquareBound);
