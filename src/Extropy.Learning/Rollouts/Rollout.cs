using System.Collections.Immutable;

namespace Extropy.Learning.Rollouts;

/// <summary>One answer to one prompt, judged: what a policy is trained on.</summary>
public sealed record Rollout
{
    /// <summary>Shape [P + R]: the prompt's tokens, then the response's, ends included.</summary>
    public required ImmutableArray<int> Tokens { get; init; }

    /// <summary>P ≥ 1, tokens of the prompt.</summary>
    public required int PromptLength { get; init; }

    /// <summary>R, tokens of the response.</summary>
    public int ResponseLength => Tokens.Length - PromptLength;

    /// <summary>Where each step ends: ascending indices into <see cref="Tokens"/>, each one past the step's last token.</summary>
    public ImmutableArray<int> StepEnds { get; init; } = [];

    /// <summary>r, what the verifier gives, before any shaping; in [0, 1].</summary>
    public required double Reward { get; init; }

    /// <summary>The answer is right and derived, as the task defines it.</summary>
    public bool IsSolved { get; init; }

    /// <summary>The answer alone is right.</summary>
    public bool IsRight { get; init; }

    /// <summary>No step makes a false claim.</summary>
    public bool IsSound { get; init; }

    /// <summary>A limit cut it; it did not end by itself.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The answer in the problem's canonical text, or null.</summary>
    public string? Answer { get; init; }

    /// <summary>How it came about.</summary>
    public RolloutSource Source { get; init; }

    /// <summary>An ancestor was made by recombination.</summary>
    public bool IsEvolved { get; init; }

    /// <summary>Member of the group from which it branches, or −1.</summary>
    public int Parent { get; init; } = -1;

    /// <summary>First token that it does not share with its parent, or −1.</summary>
    public int BranchPosition { get; init; } = -1;

    /// <summary>
    /// Shape [R] or empty: log-probability (nats) of each response token as recorded while it was drawn, temperature 1, untruncated. Empty where
    /// the text was not drawn in one go: the trainer computes its own in any case.
    /// </summary>
    public ImmutableArray<float> LpModel { get; init; } = [];

    /// <summary>Shape [R] or empty: log-probability (nats) under the distribution from which each token was drawn.</summary>
    public ImmutableArray<float> LpBehaviour { get; init; } = [];

    /// <summary>Whether its tokens count in the loss; its reward counts in its group in any case.</summary>
    public bool IsTrained { get; init; } = true;
}
