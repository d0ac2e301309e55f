using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>One growth of the goal tree.</summary>
/// <param name="Proposals">Proposals committed by then.</param>
/// <param name="Tree">The tree since, or null.</param>
/// <param name="Note">What was done and why.</param>
public sealed record EvolutionGrowth(long Proposals, ProgramGoalTree? Tree, string Note);
