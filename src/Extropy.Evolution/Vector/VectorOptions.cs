using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Vector;

/// <summary>Where numbers are searched.</summary>
public sealed record VectorOptions
{
    /// <summary>A range for each column of the problem's shape, in its order. Empty, the default: 0 to 1 for all.</summary>
    public ImmutableArray<ColumnRange> Ranges { get; init; } = [];

    /// <summary>Throws when a problem cannot be searched so; names all faults at once.</summary>
    /// <param name="shape">The problem's.</param>
    /// <exception cref="BadInputException">A range for each column is missing, or one has no room.</exception>
    public void Validate(LayoutShape shape)
    {
        List<string> faults = [];
        if (shape.Rows < 1 || shape.Columns.IsDefaultOrEmpty) faults.Add("a layout has at least one row and one column");
        if (Ranges.IsDefault) faults.Add("the ranges are not set; leave them empty for 0 to 1");
        else if (Ranges.Length > 0 && Ranges.Length != shape.Columns.Length)
            faults.Add(FormattableString.Invariant($"there are {Ranges.Length} ranges for {shape.Columns.Length} columns"));
        for (int i = 0; !Ranges.IsDefault && i < Ranges.Length; i++)
            if (!Ranges[i].IsProper) faults.Add(FormattableString.Invariant($"range {i} is from {Ranges[i].Low} to {Ranges[i].High}; finite numbers are required, the first one smaller"));
        if (faults.Count > 0) throw new BadInputException($"These numbers cannot be searched: {string.Join("; ", faults)}.");
    }
}
