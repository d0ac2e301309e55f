using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Goals;

namespace Extropy.Search.Trace;

/// <summary>What a search leaves behind.</summary>
/// <param name="Outcome">Why it ended.</param>
/// <param name="Nodes">The whole pool in order of arrival; node ids are indices.</param>
/// <param name="Best">The node to show: solved first, then complete by reward, then by score; ties to the earlier.</param>
/// <param name="Spent">The price.</param>
/// <param name="StoppedBy">The counter that ended it, or null.</param>
/// <param name="Goals">The goal tree at the end, or null when no goals were used.</param>
public sealed record SearchResult(
    SearchOutcome Outcome, ImmutableArray<SearchNode> Nodes, SearchNode Best, Spending Spent, Counter? StoppedBy, GoalTree? Goals)
{
    /// <summary>True when <see cref="Best"/> is a verified solution.</summary>
    public bool IsSolved => Outcome == SearchOutcome.Solved;
}
