using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Watching;

/// <summary>Follows one search from the outside. Written by the search, read by whoever draws; both sides are thread-safe.</summary>
internal sealed class SearchWatch : ISearchObserver
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, int> _operators = new(StringComparer.Ordinal);
    private SearchNode? _best;
    private double _bestScore = -1;
    private int _pool;
    private int _rejected;
    private int _covered;
    private Spending _spent;
    private ImmutableArray<Goal> _goals = [];

    /// <inheritdoc/>
    public void OnEvent(SearchEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case SearchEvent.NodeAdded added:
                    Add(added.Node);
                    _covered = added.GoalsCovered;
                    break;
                case SearchEvent.ChildRejected:
                    _rejected++;
                    break;
                case SearchEvent.GoalsAdded grown:
                    _goals = _goals.AddRange(grown.Goals);
                    _spent = grown.Spent;
                    break;
                case SearchEvent.Rescored rescored:
                    foreach ((int node, double score) in rescored.Changes)
                        if (node == _best?.Id) _bestScore = score;
                    break;
                case SearchEvent.Ended ended:
                    _spent = ended.Spent;
                    break;
            }
        }
    }

    /// <summary>Where the search stands.</summary>
    public SearchSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new SearchSnapshot(_pool, _rejected, _best, Math.Max(0, _bestScore), _spent, _goals, _covered, [.. _operators.Select(pair => (pair.Key, pair.Value))]);
        }
    }

    private void Add(SearchNode node)
    {
        _pool++;
        _spent = node.Spent;
        if (node.Operator != NodeOrigin.Root)
        {
            _operators.TryGetValue(node.Operator, out int count);
            _operators[node.Operator] = count + 1;
        }

        bool isBetter = node.Verdict.IsSolved || node.Score > _bestScore;
        if (!isBetter) return;
        _best = node;
        _bestScore = node.Verdict.IsSolved ? Math.Max(1, node.Score) : node.Score;
    }
}
