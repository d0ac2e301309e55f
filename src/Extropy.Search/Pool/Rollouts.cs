using System.Collections.Immutable;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Pool;

/// <summary>What strategies without scores share: a pool whose nodes score their reward, writing behind a node, and finishing calls.</summary>
internal sealed class Rollouts
{
    private readonly IProblem _problem;
    private readonly SearchContext _context;
    private readonly Writer _writer;
    private int _countAtRound;
    private long _roundsWithoutNode;

    public Rollouts(IProblem problem, SearchContext context, SamplingOptions sampling)
    {
        Affordable.Check(context.Ledger);
        _problem = problem;
        _context = context;
        _writer = new Writer(problem, context, sampling);
        Pool = new SearchPool(problem, context);
        Pool.Add(0, Trajectory.Empty, [], NodeOrigin.Root, context.Verify(problem, Trajectory.Empty), 0, 0);
    }

    /// <summary>The pool; node 0 is the empty trajectory.</summary>
    public SearchPool Pool { get; }

    /// <summary>t.</summary>
    public long Turn { get; private set; }

    /// <summary>No further step can be paid.</summary>
    public bool IsBudgetSpent => _context.Ledger.IsExhausted;

    /// <summary>
    /// One turn: at most <paramref name="steps"/> steps behind a node, judged and added, then the finishing call that the child may need.
    /// Returns the node reached, an older one when the policy wrote the same again; null when the child was dropped.
    /// </summary>
    public async ValueTask<SearchNode?> ExpandAsync(SearchNode parent, int steps, CancellationToken cancellationToken)
    {
        Turn++;
        int room = Math.Min(steps, _problem.MaxSteps - parent.Trajectory.Length);
        Continuation written = await _writer.ContinueAsync(parent.Trajectory, room, cancellationToken).ConfigureAwait(false);
        int before = Pool.Count;
        SearchNode? child = Add(parent.Trajectory, written, parent.Id, NodeOrigin.Expansion);
        bool lacksAnswer = Pool.Count > before && child?.Verdict.State == TrajectoryState.Unfinished;
        if (!lacksAnswer || _problem.FinishingCue is null || IsBudgetSpent) return child;
        return await FinishAsync(child!, cancellationToken).ConfigureAwait(false) ?? child; // a child without answer is a child
    }

    /// <summary>One finishing call behind a node; the child, or null when it was dropped.</summary>
    public async ValueTask<SearchNode?> FinishAsync(SearchNode node, CancellationToken cancellationToken)
    {
        (Trajectory prefix, Continuation written) = await _writer.FinishAsync(node.Trajectory, cancellationToken).ConfigureAwait(false);
        return Add(prefix, written, node.Id, NodeOrigin.Finish);
    }

    /// <summary>Starts a turn that is not an expansion.</summary>
    public void NextTurn() => Turn++;

    /// <summary>Closes the search.</summary>
    public SearchResult Finish(SearchOutcome outcome, int? best = null) => Pool.Finish(Turn, outcome, best: best);

    /// <summary>Budget or time is spent, or null.</summary>
    public async ValueTask<SearchOutcome?> SpentAsync()
    {
        if (IsBudgetSpent) return SearchOutcome.BudgetSpent;
        return await _context.IsDeadlineReachedAsync().ConfigureAwait(false) ? SearchOutcome.DeadlineReached : null;
    }

    /// <summary>Why the search ends now, or null: solved, budget or time spent, or nothing new for too many rounds in a row.</summary>
    /// <param name="noProgressLimit">Rounds without a new node that are too many.</param>
    public async ValueTask<SearchOutcome?> OutcomeAsync(int noProgressLimit)
    {
        if (Pool.IsSolved) return SearchOutcome.Solved;
        if (await SpentAsync().ConfigureAwait(false) is { } spent) return spent;
        _roundsWithoutNode = Pool.Count > _countAtRound ? 0 : _roundsWithoutNode + 1;
        _countAtRound = Pool.Count;
        return _roundsWithoutNode > noProgressLimit ? SearchOutcome.Exhausted : null;
    }

    /// <summary>Judges and adds what the policy wrote.</summary>
    private SearchNode? Add(Trajectory prefix, Continuation written, int parent, string origin)
    {
        ImmutableArray<int> parents = [parent];
        Trajectory made = prefix.Append(written.Steps);
        string? refusal = written.Steps.IsEmpty ? "the policy wrote nothing" : Pool.Refusal(made);
        if (refusal is null)
        {
            Verdict verdict = _context.Verify(_problem, made);
            return Pool.Add(Turn, made, parents, origin, verdict, SearchPool.InUnit(verdict.Reward), 0);
        }

        Pool.Reject(Turn, origin, parents, refusal);
        return written.Steps.IsEmpty ? null : Pool.Find(made);
    }
}
