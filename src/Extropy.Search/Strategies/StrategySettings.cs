using Extropy.Search.Bes;
using Extropy.Search.Contracts;

namespace Extropy.Search.Strategies;

/// <summary>What a command may set for every strategy at once.</summary>
public sealed record StrategySettings
{
    /// <summary>How the policy draws tokens, for all strategies.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Base switches of the BES family; presets change theirs on top, and <see cref="Sampling"/> replaces the sampling.</summary>
    public BesOptions Bes { get; init; } = new();
}
