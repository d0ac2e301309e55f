using Extropy.Core.Accounting;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>What came of growing the goal tree.</summary>
/// <param name="Tree">The new tree with a higher version, or the old one (null included) where nothing could be grown.</param>
/// <param name="Note">What was done and why, in one sentence.</param>
/// <param name="Spending">Calls, tokens and money of models.</param>
public sealed record GoalGrowth(ProgramGoalTree? Tree, string Note, Spending Spending = default);
