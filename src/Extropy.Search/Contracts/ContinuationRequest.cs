using Extropy.Core.Chance;

namespace Extropy.Search.Contracts;

/// <summary>One request to a policy: continue this prefix by at most so many steps.</summary>
/// <param name="Prompt">The problem's prompt.</param>
/// <param name="Prefix">The steps written so far; not ended.</param>
/// <param name="MaxSteps">Most steps wanted, at least 1. Fewer come back when the policy ends its answer or a token limit is met.</param>
/// <param name="Sampling">How tokens are drawn.</param>
/// <param name="TokenDraws">Source of chance: token at position i of sample 0 uses <c>TokenDraws.At(0, i)</c>, whatever the batch.</param>
public sealed record ContinuationRequest(
    Prompt Prompt, Trajectory Prefix, int MaxSteps, SamplingOptions Sampling, RandomStream TokenDraws)
{
    /// <summary>Text with which the next step must begin (a finishing call writes the answer's heading), or null.</summary>
    public string? Cue { get; init; }

    /// <summary>Most tokens over all steps: what the budget has left. Default unlimited.</summary>
    public long MaxTokens { get; init; } = long.MaxValue;

    /// <summary>The same for every attempt at this request, so that a paid endpoint charges once; null for a policy that costs nothing.</summary>
    public string? IdempotencyKey { get; init; }
}
