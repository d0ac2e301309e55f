using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>What a policy exposes about the tokens of one step. All arrays have the length of <see cref="Ids"/>, or are empty when unknown.</summary>
/// <param name="Ids">Token ids, separator or end token included.</param>
public sealed record StepTokens(ImmutableArray<int> Ids)
{
    /// <summary>Log-probability (nats) of each token under the model: temperature 1, untruncated.</summary>
    public ImmutableArray<float> LpModel { get; init; } = [];

    /// <summary>Log-probability (nats) of each token under the distribution it was sampled from.</summary>
    public ImmutableArray<float> LpBehaviour { get; init; } = [];

    /// <summary>Exact entropy (nats) of the model's distribution at each position, temperature 1, untruncated.</summary>
    public ImmutableArray<float> EntropyNats { get; init; } = [];
}
