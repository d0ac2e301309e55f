using System.Collections.Immutable;

namespace Extropy.Evolution.Goals;

/// <summary>What is due when the search has stagnated: a new tree, the division of an open leaf, or nothing.</summary>
/// <param name="Note">What is done and why, in one sentence.</param>
internal sealed record GoalStep(string Note)
{
    /// <summary>The new tree, which has only a root yet, or null.</summary>
    public ProgramGoalTree? Seedling { get; init; }

    /// <summary>Whether the old tree stays where the new one would have the same goals.</summary>
    public bool MayKeep { get; init; }

    /// <summary>The leaves that may be divided, the one that is due first; empty where none is.</summary>
    public ImmutableArray<ProgramGoal> Open { get; init; } = [];
}
