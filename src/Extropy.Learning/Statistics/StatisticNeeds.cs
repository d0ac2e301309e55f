using System.Collections.Immutable;

namespace Extropy.Learning.Statistics;

/// <summary>What a method has to know of the policies.</summary>
public sealed record StatisticNeeds
{
    /// <summary>Nothing.</summary>
    public static StatisticNeeds None { get; } = new();

    /// <summary>Of the policy that is trained, anew for every minibatch; a loss may have slopes in these.</summary>
    public ImmutableArray<IRowStatistic> Current { get; init; } = [];

    /// <summary>Of θ_old, once per batch.</summary>
    public ImmutableArray<IRowStatistic> Old { get; init; } = [];

    /// <summary>Of the frozen reference, once per batch.</summary>
    public ImmutableArray<IRowStatistic> Reference { get; init; } = [];

    /// <summary>Both together, each statistic once.</summary>
    public StatisticNeeds And(StatisticNeeds other) => new()
    {
        Current = [.. Current.Union(other.Current)],
        Old = [.. Old.Union(other.Old)],
        Reference = [.. Reference.Union(other.Reference)],
    };
}
