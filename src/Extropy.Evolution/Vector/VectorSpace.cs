using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Vector;

/// <summary>Tables of numbers, row after row, each in the range of its column.</summary>
/// <param name="Rows">At least 1.</param>
/// <param name="Ranges">One for each column, proper.</param>
internal sealed record VectorSpace(int Rows, ImmutableArray<ColumnRange> Ranges)
{
    /// <summary>Numbers in a row.</summary>
    public int Columns => Ranges.Length;

    /// <summary>Numbers in all.</summary>
    public int Count => Rows * Ranges.Length;

    /// <summary>Numbers that are exchanged together: a row; where there is only one row, a number.</summary>
    public int Unit => Rows > 1 ? Columns : 1;

    /// <summary>How many of them there are.</summary>
    public int Units => Count / Unit;

    /// <summary>The range of a number.</summary>
    public ColumnRange RangeOf(int number) => Ranges[number % Columns];

    /// <summary>Draws a number anew.</summary>
    public double Anew(int number, ref Draws draws)
    {
        ColumnRange range = RangeOf(number);
        return Math.Clamp(range.Low + (range.Width * draws.NextUniform()), range.Low, range.High);
    }

    /// <summary>The numbers of a candidate; null where it holds no table of this space.</summary>
    public double[]? NumbersOf(IReadOnlyList<Part> parts)
    {
        if (parts.Count != 1 || parts[0].Name != Part.Layout || LayoutPart.TryRead(parts[0].Text, out Layout? layout) is not null || layout is null) return null;
        return layout.Rows == Rows && layout.Columns == Columns ? [.. layout.Numbers] : null;
    }
}
