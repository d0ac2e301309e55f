using System.Collections.Immutable;
using Extropy.Evolution.Problems;
using Extropy.Evolution.Vector;

namespace Extropy.Evolution.Own;

/// <summary>Candidates that are tables of numbers.</summary>
/// <param name="Shape">Rows and named columns.</param>
/// <param name="Ranges">Where the numbers of each column lie.</param>
public sealed record OwnNumbers(LayoutShape Shape, ImmutableArray<ColumnRange> Ranges)
{
    /// <summary>What is wrong with a table, in one sentence; null for one of this shape within its ranges.</summary>
    internal string? Fault(Layout layout)
    {
        if (FirstChecks.OfForm(layout, Shape) is { } form) return $"{form.Constraint}.";
        for (int i = 0; i < layout.Numbers.Length; i++)
        {
            ColumnRange range = Ranges[i % Ranges.Length];
            if (!range.Holds(layout.Numbers[i]))
                return FormattableString.Invariant($"{Shape.Columns[i % Ranges.Length]} of row {i / Ranges.Length} is {layout.Numbers[i]:R}, outside {range.Low:R} to {range.High:R}.");
        }

        return null;
    }
}
