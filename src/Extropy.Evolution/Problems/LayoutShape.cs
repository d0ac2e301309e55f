using System.Collections.Immutable;

namespace Extropy.Evolution.Problems;

/// <summary>What a layout of a problem holds: as many rows as there are objects, one column for each of their numbers.</summary>
/// <param name="Rows">Objects, at least 1: circles or points.</param>
/// <param name="Columns">The name of each number, for example <c>x y r</c>; at least one.</param>
public sealed record LayoutShape(int Rows, ImmutableArray<string> Columns)
{
    /// <summary>How many numbers a layout has.</summary>
    public int Count => Rows * Columns.Length;
}
