using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>What a verifier says of a trajectory.</summary>
/// <param name="Reward">In [0, 1]; 1 means solved, as the task defines it.</param>
/// <param name="State">Open, unfinished or complete.</param>
public sealed record Verdict(double Reward, TrajectoryState State)
{
    /// <summary>One entry per step, or empty when the task judges no steps.</summary>
    public ImmutableArray<StepValidity> Steps { get; init; } = [];

    /// <summary>The answer alone is right, whatever the derivation; kept apart from <see cref="Reward"/>.</summary>
    public bool IsAnswerCorrect { get; init; }

    /// <summary>One sentence for a person or a model, or null.</summary>
    public string? Feedback { get; init; }

    /// <summary>True when some step makes a false claim.</summary>
    public bool HasWrongStep => !Steps.IsDefaultOrEmpty && Steps.Contains(StepValidity.Wrong);

    /// <summary>True when the trajectory is complete and earns the whole reward.</summary>
    public bool IsSolved => State == TrajectoryState.Complete && Reward >= 1;
}
