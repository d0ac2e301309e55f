using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>One prompt to collect rollouts for.</summary>
/// <param name="Problem">What is asked.</param>
/// <param name="Policy">Who writes.</param>
/// <param name="Codec">How text lies in tokens.</param>
/// <param name="GroupSize">G, members wanted; at least 1.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Replicate">Tells repeated groups of the same problem apart: the update, or the attempt.</param>
public sealed record RolloutRequest(
    IProblem Problem, IStepPolicy Policy, ITokenCodec Codec, int GroupSize, long Seed, long Replicate)
{
    /// <summary>Most tokens of one response.</summary>
    public int MaxTokens { get; init; } = 700;

    /// <summary>Most tokens of prompt and response together: the context of the model that is trained.</summary>
    public int MostRowTokens { get; init; } = int.MaxValue;

    /// <summary>How independent rollouts are drawn.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>What a verdict is worth; null for the verdict's own reward.</summary>
    public Func<Verdict, double>? Reward { get; init; }
}
