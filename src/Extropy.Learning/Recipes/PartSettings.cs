using Extropy.Learning.Objectives;

namespace Extropy.Learning.Recipes;

/// <summary>What the parts of a training rule may ask of a run; each takes what concerns it and ignores the rest.</summary>
public sealed record PartSettings
{
    /// <summary>Bounds of the ratio, of tokens or rollouts; null where the loss takes its own.</summary>
    public ClipBounds Clip { get; init; } = new();

    /// <summary>Weight and limits of the divergence from the reference; the name decides its estimator.</summary>
    public KlOptions Kl { get; init; } = new();

    /// <summary>L_max, most response tokens of the run, positive.</summary>
    public int MaxTokens { get; init; } = 700;
}
