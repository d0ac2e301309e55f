using System.Collections.Immutable;

namespace Extropy.Catalog.Experiments;

/// <summary>A table of figures, already written in the precision in which they are claimed.</summary>
/// <param name="Title">What the table shows.</param>
/// <param name="Columns">Headings; the first column names the row.</param>
/// <param name="Rows">Each of the length of <paramref name="Columns"/>.</param>
public sealed record ExperimentTable(string Title, ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    /// <summary>A sentence under the table, or null.</summary>
    public string? Note { get; init; }
}
