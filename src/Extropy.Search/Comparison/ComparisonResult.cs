using System.Collections.Immutable;
using Extropy.Core.Accounting;

namespace Extropy.Search.Comparison;

/// <summary>A finished comparison. Pure data in a fixed order: the same for any number of searches in flight.</summary>
/// <param name="Equalised">The counter that was equal.</param>
/// <param name="Limit">Its limit, per search.</param>
/// <param name="Reference">The strategy that the others are paired with.</param>
/// <param name="Rows">By group in order of appearance, then by strategy; with several groups, the rows over all of them last.</param>
/// <param name="Trials">Every search: [strategy][problem · replicates + replicate].</param>
public sealed record ComparisonResult(
    Counter Equalised, long Limit, string Reference, ImmutableArray<ComparisonRow> Rows, ImmutableArray<ImmutableArray<ComparisonTrial>> Trials)
{
    /// <summary>Group of the rows over all problems.</summary>
    public const string AllGroups = "all";
}
