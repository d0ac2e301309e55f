using System.Collections.Immutable;

namespace Extropy.Evolution.Problems;

/// <summary>
/// The output of a candidate: a table of doubles, row by row. Each double is an exact binary fraction, and referees judge exactly that fraction. Nothing is
/// promised about the numbers; a layout may come from a hostile program.
/// </summary>
/// <param name="Rows">Rows claimed.</param>
/// <param name="Columns">Columns claimed.</param>
/// <param name="Numbers">Row after row, <paramref name="Rows"/> × <paramref name="Columns"/> of them where the claim is true.</param>
public sealed record Layout(int Rows, int Columns, ImmutableArray<double> Numbers)
{
    /// <summary>The metric that the candidate claims, or null. A referee recomputes the metric; a false claim makes the layout invalid.</summary>
    public double? Reported { get; init; }

    /// <summary>One number.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public double this[int row, int column] => Numbers[(row * Columns) + column];

    /// <summary>Equal when every number is; NaN equals NaN here.</summary>
    public bool Equals(Layout? other) =>
        other is not null && Rows == other.Rows && Columns == other.Columns && Nullable.Equals(Reported, other.Reported)
        && Numbers.AsSpan().SequenceEqual(other.Numbers.AsSpan());

    /// <summary>Consistent with <see cref="Equals(Layout)"/>.</summary>
    public override int GetHashCode()
    {
        HashCode hash = new();
        hash.Add(Rows);
        hash.Add(Columns);
        foreach (double number in Numbers) hash.Add(number);
        return hash.ToHashCode();
    }
}
