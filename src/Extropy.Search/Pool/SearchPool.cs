using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Search.Pool;

/// <summary>P: the trajectories of one search, append-only and without duplicates. Tells the observer of everything that happens to it.</summary>
internal sealed class SearchPool(IProblem problem, SearchContext context)
{
    private readonly List<SearchNode> _nodes = [];
    private readonly Dictionary<Trajectory, int> _known = [];

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>Complete trajectories so far.</summary>
    public int CompleteCount { get; private set; }

    /// <summary>Largest reward so far.</summary>
    public double BestReward { get; private set; }

    /// <summary>A verified solution is in the pool.</summary>
    public bool IsSolved { get; private set; }

    /// <summary>Children that were dropped.</summary>
    public long RejectedChildren { get; private set; }

    /// <summary>A node by id.</summary>
    public SearchNode this[int id] => _nodes[id];

    /// <summary>Why a child cannot enter, or null when it can.</summary>
    public string? Refusal(Trajectory child) =>
        child.Length > problem.MaxSteps ? "longer than the problem allows"
        : _known.ContainsKey(child) ? "already in the pool"
        : null;

    /// <summary>The node of a trajectory, or null.</summary>
    public SearchNode? Find(Trajectory trajectory) => _known.TryGetValue(trajectory, out int id) ? _nodes[id] : null;

    /// <summary>Appends a node.</summary>
    public SearchNode Add(
        long turn, Trajectory trajectory, ImmutableArray<int> parents, string origin, Verdict verdict, double score, double temperature,
        double? pairScore = null, int goalsCovered = 0)
    {
        var node = new SearchNode(_nodes.Count, trajectory, parents, origin, verdict, score, context.Ledger.Spent);
        _nodes.Add(node);
        _known.Add(trajectory, node.Id);
        IsSolved |= verdict.IsSolved;
        BestReward = Math.Max(BestReward, InUnit(verdict.Reward));
        if (verdict.State == TrajectoryState.Complete) CompleteCount++;
        context.Report(new SearchEvent.NodeAdded(turn, node, temperature) { PairScore = pairScore, GoalsCovered = goalsCovered });
        return node;
    }

    /// <summary>A child was not made, or dropped.</summary>
    public void Reject(long turn, string origin, ImmutableArray<int> parents, string reason)
    {
        RejectedChildren++;
        context.Report(new SearchEvent.ChildRejected(turn, origin, parents, reason));
    }

    /// <summary>Closes the search: chooses the best node, solved first, then complete by reward, then by score, ties to the earlier.</summary>
    public SearchResult Finish(
        long turn, SearchOutcome outcome, Func<int, double>? finalScore = null, GoalTree? goals = null, int? best = null)
    {
        ImmutableArray<double> scores = [.. _nodes.Select(node => finalScore?.Invoke(node.Id) ?? node.Score)];
        SearchNode shown = _nodes[best ?? Best(scores)];
        Spending spent = context.Ledger.Spent;
        context.Report(new SearchEvent.Ended(turn, outcome, shown.Id, spent));
        Counter? stoppedBy = outcome == SearchOutcome.BudgetSpent ? context.Ledger.Exhausted : null;
        return new SearchResult(outcome, [.. _nodes], shown, spent, stoppedBy, goals)
        {
            FinalScores = scores,
            RejectedChildren = RejectedChildren,
        };
    }

    /// <summary>A reward as a score: clamped to [0, 1], NaN counting as 0.</summary>
    public static double InUnit(double reward) => reward is >= 0 and <= 1 ? reward : reward > 1 ? 1 : 0;

    private int Best(ImmutableArray<double> scores)
    {
        int best = 0;
        for (int id = 1; id < _nodes.Count; id++)
        {
            if (Rank(id).CompareTo(Rank(best)) > 0) best = id;
        }

        return best;

        (bool, bool, double, double) Rank(int id)
        {
            Verdict verdict = _nodes[id].Verdict;
            bool isComplete = verdict.State == TrajectoryState.Complete;
            return (verdict.IsSolved, isComplete, isComplete ? InUnit(verdict.Reward) : 0, scores[id]);
        }
    }
}
