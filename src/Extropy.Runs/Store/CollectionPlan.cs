using System.Collections.Immutable;

namespace Extropy.Runs.Store;

/// <summary>What a collection would delete.</summary>
/// <param name="Runs">The runs that go, oldest first.</param>
/// <param name="KeptBytes">What stays, in bytes.</param>
public sealed record CollectionPlan(ImmutableArray<RunSummary> Runs, long KeptBytes)
{
    /// <summary>What becomes free, in bytes.</summary>
    public long FreedBytes => Runs.Sum(run => run.Bytes);
}
