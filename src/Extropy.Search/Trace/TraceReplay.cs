using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.Goals;

namespace Extropy.Search.Trace;

/// <summary>
/// The pool of a search, rebuilt from its events: nodes with their parents, scores as they changed, the goal tree, the price. Takes events
/// while a search runs as well as from a file.
/// </summary>
public sealed class TraceReplay : ISearchObserver
{
    private readonly List<SearchNode> _nodes = [];
    private readonly List<double> _scores = [];
    private readonly List<(long SearchStep, int Node, double Before, double After)> _changes = [];
    private SearchEvent.Ended? _ended;

    /// <summary>The nodes so far; ids are indices.</summary>
    public IReadOnlyList<SearchNode> Nodes => _nodes;

    /// <summary>Score of every node by now.</summary>
    public IReadOnlyList<double> Scores => _scores;

    /// <summary>Every change of a score after the tree grew, in order.</summary>
    public IReadOnlyList<(long SearchStep, int Node, double Before, double After)> ScoreChanges => _changes;

    /// <summary>The goal tree by now, or null when the search uses no goals.</summary>
    public GoalTree? Goals { get; private set; }

    /// <summary>Children dropped or not made so far.</summary>
    public long RejectedChildren { get; private set; }

    /// <summary>The price by now.</summary>
    public Spending Spent { get; private set; }

    /// <summary>Rebuilds a finished search.</summary>
    /// <exception cref="BadInputException">Events that do not belong together.</exception>
    public static TraceReplay Of(IEnumerable<SearchEvent> events)
    {
        var replay = new TraceReplay();
        foreach (SearchEvent happened in events) replay.OnEvent(happened);
        return replay;
    }

    /// <summary>The search's result.</summary>
    /// <exception cref="BadInputException">The trace breaks off before the end.</exception>
    public SearchResult Result(Counter? stoppedBy = null)
    {
        if (_ended is null) throw new BadInputException($"The trace breaks off after {_nodes.Count} nodes: it has no end.");
        return new SearchResult(_ended.Outcome, [.. _nodes], _nodes[_ended.Best], _ended.Spent, stoppedBy, Goals)
        {
            FinalScores = [.. _scores],
            RejectedChildren = RejectedChildren,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The event does not follow from those before it.</exception>
    public void OnEvent(SearchEvent happened)
    {
        switch (happened)
        {
            case SearchEvent.NodeAdded added: Add(added.Node); break;
            case SearchEvent.ChildRejected: RejectedChildren++; break;
            case SearchEvent.GoalsAdded goals: Grow(goals); break;
            case SearchEvent.Rescored rescored: Rescore(rescored); break;
            case SearchEvent.Ended ended: End(ended); break;
        }
    }

    private void Add(SearchNode node)
    {
        if (node.Id != _nodes.Count) throw new BadInputException($"Node {node.Id} follows node {_nodes.Count - 1}: the trace has a gap.");
        if (node.Parents.Any(parent => parent < 0 || parent >= node.Id))
            throw new BadInputException($"Node {node.Id} has a parent that is not before it.");
        _nodes.Add(node);
        _scores.Add(node.Score);
        Spent = node.Spent;
    }

    private void Grow(SearchEvent.GoalsAdded added)
    {
        ImmutableArray<Goal> goals = added.Goals;
        if (Goals is null && goals.IsEmpty) throw new BadInputException("The trace's first goals hold no root.");
        Goals = Goals is { } tree ? tree.Grow(goals) : GoalTree.WithRoot(goals[0]).Grow(goals.Skip(1));
        Spent = added.Spent;
    }

    private void Rescore(SearchEvent.Rescored rescored)
    {
        foreach ((int node, double score) in rescored.Changes)
        {
            if (node < 0 || node >= _nodes.Count) throw new BadInputException($"The trace scores node {node}, which is not in the pool.");
            _changes.Add((rescored.SearchStep, node, _scores[node], score));
            _scores[node] = score;
        }
    }

    private void End(SearchEvent.Ended ended)
    {
        if (ended.Best < 0 || ended.Best >= _nodes.Count)
            throw new BadInputException($"The trace's best node {ended.Best} is not in the pool.");
        _ended = ended;
        Spent = ended.Spent;
    }
}
