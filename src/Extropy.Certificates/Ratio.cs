namespace Extropy.Certificates;

/// <summary>The metric that a layout has: <paramref name="Above"/> / <paramref name="Below"/>, the latter positive.</summary>
internal readonly record struct Ratio(BinaryNumber Above, BinaryNumber Below);
