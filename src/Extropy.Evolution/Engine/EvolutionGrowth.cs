using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>One growth of the goal tree.</summary>
/// <param name="Proposals">Proposals committed by then.</param>
/// <param name="Tree">The tree since, or null.</param>
/// <param name="Note">What was done and why.</param>
public sealed record EvolutionGrowth(long Proposals, ProgramGoalTree? Tree, string Note)
{
    /// <summary>What it was grown from, best first, scored by the tree since; empty where the tree was left as it was.</summary>
    public ImmutableArray<GoalElite> Elites { get; init; } = [];

    /// <summary>Whether it changed the tree.</summary>
    public bool IsChange => Elites.Length > 0;

    /// <summary>Calls, tokens and money of models.</summary>
    public Spending Spending { get; init; }
}
