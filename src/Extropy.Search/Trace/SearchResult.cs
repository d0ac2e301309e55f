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

    /// <summary>Score of every node when the search ended, by node id: growing goal trees change scores. Empty when nothing was scored.</summary>
    public ImmutableArray<double> FinalScores { get; init; } = [];

    /// <summary>Goal verdicts that were NaN or outside [0, 1] and had to be clamped.</summary>
    public long ClampedVerdicts { get; init; }

    /// <summary>Children that were made but dropped, and operators that could not make one.</summary>
    public long RejectedChildren { get; init; }

    /// <summary>A node and all its ancestors, in order of arrival.</summary>
    public ImmutableArray<SearchNode> Lineage(SearchNode node)
    {
        var wanted = new SortedSet<int> { node.Id };
        for (int id = node.Id; id >= 0; id--)
        {
            if (wanted.Contains(id)) wanted.UnionWith(Nodes[id].Parents); // parents come before children
        }

        return [.. wanted.Select(id => Nodes[id])];
    }
}
