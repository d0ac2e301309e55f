using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Bes.Scoring;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Pool;
using Extropy.Search.Trace;

namespace Extropy.Search.Bes;

/// <summary>
/// One run of Bidirectional Evolutionary Search. A turn is: one forward move (an expansion with all its steps, or a recombination), then
/// the finishing call it may need, then the decomposition that may be due, with rescoring before the next draw.
/// </summary>
internal sealed class BesRun
{
    private static readonly IEvolutionOperator[] Evolution = [new Combination(), new Deletion(), new Translocation(), new Crossover()];

    private readonly IProblem _problem;
    private readonly SearchContext _context;
    private readonly BesOptions _options;
    private readonly Writer _writer;
    private readonly CheckedWriter _checkedWriter;
    private readonly SearchPool _pool;
    private readonly ScoreBoard _scores;
    private readonly NodeSelector _parents = new();
    private readonly PairSelector _pairs;
    private readonly OperatorBandit _mix;
    private readonly RandomStream _moveDraws, _parentDraws, _pairDraws, _cutDraws, _leafDraws;
    private long _turn;
    private long _withoutNode;
    private long _turnsSinceSplit, _callsAtSplit, _turnsWithoutGain;
    private double _rewardToBeat;
    private bool _isFullySplit;

    public BesRun(IProblem problem, SearchContext context, BesOptions options)
    {
        _problem = problem;
        _context = context;
        _options = options;
        _writer = new Writer(problem, context, options.Sampling);
        _checkedWriter = new CheckedWriter(problem, context, _writer, redraws: options.WrongSteps == WrongStepRule.Redraw);
        _pool = new SearchPool(problem, context);
        IGoalSource? goals = options.UseGoals ? problem.Goals : null;
        var rules = new ScoringRules(options.Alpha, options.MonotoneBlend, options.WrongStepCap, options.PairCap);
        _scores = new ScoreBoard(rules, goals?.Initial ?? RewardOnly, goals?.Verifier);
        _pairs = new PairSelector(options.PairSample, options.PairBest, options.FairRoles);
        _mix = new OperatorBandit(options.Mix);
        _isFullySplit = goals is null;
        (_moveDraws, _parentDraws, _pairDraws) = (context.Random("operator"), context.Random("parent"), context.Random("pair"));
        (_cutDraws, _leafDraws) = (context.Random("cut"), context.Random("leaf"));
    }

    /// <summary>The tree of a search without goals: its root is the reward.</summary>
    private static GoalTree RewardOnly { get; } = GoalTree.WithRoot(new Goal("solved", null, "earn the whole reward"));

    private Ledger Ledger => _context.Ledger;

    private bool KeepsOnlySound => _options.WrongSteps is WrongStepRule.Stop or WrongStepRule.Redraw;

    private double Temperature => _options.Temperature.At(Ledger.Progress);

    private SelectionRules Selection => new(
        _options.SelectionScale, _options.UnexploredBonus, _options.Parents == ParentRule.Greedy ? 0 : Temperature);

    public async ValueTask<SearchResult> RunAsync(CancellationToken cancellationToken)
    {
        if (!_isFullySplit) _context.Report(new SearchEvent.GoalsAdded(0, _scores.Tree.Version, _scores.Tree.Goals, Ledger.Spent));
        Add(Trajectory.Empty, [], NodeOrigin.Root, _context.Verify(_problem, Trajectory.Empty));
        if (_scores.Tree.Count == 1 && _options.Decomposition.StartsAtRoot) await SplitAsync(0, cancellationToken).ConfigureAwait(false);

        while (true)
        {
            if (Outcome() is { } outcome) return Finish(outcome);
            if (await _context.IsDeadlineReachedAsync().ConfigureAwait(false)) return Finish(Ended(SearchOutcome.DeadlineReached));
            _turn++;
            int before = _pool.Count;
            await MoveAsync(cancellationToken).ConfigureAwait(false);
            Tick(_pool.Count > before);
            if (Outcome() is null) await SplitIfDueAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private SearchOutcome? Outcome()
    {
        if (_options.Stop == StopRule.FirstSolution && _pool.IsSolved) return SearchOutcome.Solved;
        if (_options.Stop == StopRule.EnoughComplete && _pool.CompleteCount >= _options.EnoughComplete) return Ended(SearchOutcome.Exhausted);
        if (Ledger.IsExhausted) return Ended(SearchOutcome.BudgetSpent);
        bool isStuck = _withoutNode >= _options.NoProgressLimit || _pool.Count >= _options.MaxNodes || _parents.Count == 0;
        return isStuck ? Ended(SearchOutcome.Exhausted) : null;
    }

    private SearchOutcome Ended(SearchOutcome outcome) => _pool.IsSolved ? SearchOutcome.Solved : outcome;

    private SearchResult Finish(SearchOutcome outcome) =>
        _pool.Finish(_turn, outcome, _scores.Score, _options.UseGoals && _problem.Goals is not null ? _scores.Tree : null)
            with { ClampedVerdicts = _scores.ClampedVerdicts };

    private async ValueTask MoveAsync(CancellationToken cancellationToken)
    {
        Operator move = (Operator)_moveDraws.At(_turn).NextCategorical(_mix.Shares);
        SearchNode? child = null;
        bool expands = move == Operator.Expansion || !Recombine(move, out child) && _options.FallThrough;
        if (expands) child = await ExpandAsync(cancellationToken).ConfigureAwait(false);
        if (child?.Verdict.State == TrajectoryState.Unfinished) await FinishAsync(child, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Continues one parent by K steps of the policy.</summary>
    private async ValueTask<SearchNode?> ExpandAsync(CancellationToken cancellationToken)
    {
        SearchNode parent = _pool[DrawParent(attempt: 1)];
        int steps = Math.Min(DrawLength(), _problem.MaxSteps - parent.Trajectory.Length);
        double temperature = Temperature;
        Continuation written = KeepsOnlySound
            ? await _checkedWriter.ContinueAsync(parent.Trajectory, steps, cancellationToken).ConfigureAwait(false)
            : await _writer.ContinueAsync(parent.Trajectory, steps, cancellationToken).ConfigureAwait(false);
        SearchNode? child = written.Steps.IsEmpty
            ? Reject(NodeOrigin.Expansion, [parent.Id], "the policy wrote no step that can stay")
            : TryAdd(parent.Trajectory.Append(written.Steps), [parent.Id], NodeOrigin.Expansion, temperature);
        Credit(Operator.Expansion, child, written.GeneratedTokens, Math.Max(1, written.Steps.Length));
        return child;
    }

    /// <summary>Makes a child of one or two existing nodes; false when the parents fail the operator's guard.</summary>
    private bool Recombine(Operator move, out SearchNode? child)
    {
        IEvolutionOperator evolution = Evolution[(int)move - 1];
        child = null;
        ImmutableArray<int> parents;
        double? pairScore = null;
        if (evolution.ParentCount == 1)
        {
            parents = [DrawParent(attempt: 0)];
        }
        else
        {
            Draws pairDraws = _pairDraws.At(_turn);
            if (_pairs.Draw(_parents, _scores, Selection, ref pairDraws) is not { } pair)
            {
                Reject(evolution.Name, [], "fewer than two nodes are eligible");
                return false;
            }

            (parents, pairScore) = ([pair.A, pair.B], pair.Score);
        }

        Draws cutDraws = _cutDraws.At(_turn);
        Trajectory? made = evolution.Apply(_pool[parents[0]].Trajectory, _pool[parents[^1]].Trajectory, ref cutDraws);
        if (made is null)
            Reject(evolution.Name, parents, evolution.Guard);
        else
            child = TryAdd(made, parents, evolution.Name, Temperature, pairScore);
        Credit(move, child, tokens: 0, steps: 0);
        return made is not null;
    }

    /// <summary>One call for the answer of a trajectory that has all but that.</summary>
    private async ValueTask FinishAsync(SearchNode node, CancellationToken cancellationToken)
    {
        if (!_options.UseFinishing || _problem.FinishingCue is null || Ledger.IsExhausted) return;
        (Trajectory prefix, Continuation written) = await _writer.FinishAsync(node.Trajectory, cancellationToken).ConfigureAwait(false);
        if (written.Steps.IsEmpty) Reject(NodeOrigin.Finish, [node.Id], "the policy wrote nothing");
        else TryAdd(prefix.Append(written.Steps), [node.Id], NodeOrigin.Finish, Temperature);
    }

    private SearchNode? TryAdd(Trajectory made, ImmutableArray<int> parents, string origin, double temperature, double? pairScore = null)
    {
        if (_pool.Refusal(made) is { } reason) return Reject(origin, parents, reason);
        bool isEvolved = NodeOrigin.IsEvolution(origin);
        if (isEvolved) _context.ChargeEvolution();
        if (isEvolved && _options.ChargeEvolution) Ledger.Charge(new Spending(PolicyCalls: 1));
        Verdict verdict = _context.Verify(_problem, made);
        if (KeepsOnlySound && verdict.HasWrongStep) return Reject(origin, parents, "has a wrong step");
        return Add(made, parents, origin, verdict, temperature, pairScore);
    }

    private SearchNode? Add(
        Trajectory made, ImmutableArray<int> parents, string origin, Verdict verdict, double? temperature = null, double? pairScore = null)
    {
        VerdictClass judged = _scores.Judge(made, verdict);
        bool mustGain = _options.Admission == Admission.Gaining && NodeOrigin.IsEvolution(origin) && !verdict.IsSolved;
        if (mustGain && judged.Score <= BestScore(parents)) return Reject(origin, parents, "scores no higher than its parents");

        _scores.Add(judged);
        SearchNode node = _pool.Add(
            _turn, made, parents, origin, verdict, judged.Score, temperature ?? Temperature, pairScore, _scores.GoalsCovered);
        _parents.Add(node.Id, node.Score, IsEligible(node));
        foreach (int parent in parents) _parents.MarkUsed(parent);
        return node;
    }

    private SearchNode? Reject(string origin, ImmutableArray<int> parents, string reason)
    {
        _pool.Reject(_turn, origin, parents, reason);
        return null;
    }

    private bool IsEligible(SearchNode node) =>
        node.Verdict.State == TrajectoryState.Open && !node.Trajectory.IsEnded && node.Trajectory.Length < _problem.MaxSteps
        && !(_options.WrongSteps == WrongStepRule.Prune && node.Verdict.HasWrongStep);

    private int DrawParent(int attempt)
    {
        if (_options.Parents == ParentRule.Root) return 0;
        Draws draws = _parentDraws.At(_turn, attempt);
        return _parents.Draw(Selection, ref draws);
    }

    private int DrawLength() => _options.MaxExpansion == int.MaxValue
        ? int.MaxValue
        : 1 + _moveDraws.At(_turn, 1).NextInt(_options.MaxExpansion);

    private double BestScore(ImmutableArray<int> nodes)
    {
        double best = 0;
        foreach (int node in nodes) best = Math.Max(best, _scores.Score(node));
        return best;
    }

    private void Credit(Operator move, SearchNode? child, long tokens, int steps)
    {
        if (!_options.Mix.IsAdaptive) return;
        double gain = child is null ? 0 : Math.Max(0, child.Score - BestScore(child.Parents));
        _mix.Credit(move, gain, tokens, steps);
    }

    /// <summary>Moves the clocks at the end of a forward move.</summary>
    private void Tick(bool isNodeNew)
    {
        _withoutNode = isNodeNew ? 0 : _withoutNode + 1;
        _turnsSinceSplit++;
        if (!isNodeNew) return;
        bool gained = _pool.BestReward > _rewardToBeat + _options.Decomposition.GainMargin;
        _turnsWithoutGain = gained ? 0 : _turnsWithoutGain + 1;
        if (gained) _rewardToBeat = _pool.BestReward;
    }

    private async ValueTask SplitIfDueAsync(CancellationToken cancellationToken)
    {
        var clock = new DecompositionClock(_turnsSinceSplit, Ledger.Spent.PolicyCalls - _callsAtSplit, _turnsWithoutGain);
        if (_isFullySplit || !_options.Decomposition.IsDue(clock)) return;
        int leaf = PickLeaf();
        if (leaf >= 0) await SplitAsync(leaf, cancellationToken).ConfigureAwait(false);
        RestartClock();
    }

    /// <summary>Splits a goal and scores every node anew. A source with nothing left to split is not asked again.</summary>
    private async ValueTask SplitAsync(int leaf, CancellationToken cancellationToken)
    {
        if (_isFullySplit || _problem.Goals is not { } goals) return;
        long callsBefore = Ledger.Spent.PolicyCalls;
        ImmutableArray<Goal> parts = await goals.Decomposer.DecomposeAsync(_scores.Tree, leaf, _context, cancellationToken).ConfigureAwait(false);
        _isFullySplit = parts.IsEmpty;
        if (_isFullySplit) return;

        bool isTemplate = Ledger.Spent.PolicyCalls == callsBefore;
        if (isTemplate && _options.ChargeDecomposition) Ledger.Charge(new Spending(PolicyCalls: 1));
        GoalTree grown = _scores.Tree.Grow(parts);
        var changes = _scores.Grow(grown, node => _pool[node].Trajectory);
        if (!changes.IsEmpty) _parents.Rescore(_scores.Score);
        _context.Report(new SearchEvent.GoalsAdded(_turn, grown.Version, parts, Ledger.Spent));
        _context.Report(new SearchEvent.Rescored(_turn, changes));
        RestartClock();
    }

    private int PickLeaf()
    {
        GoalTree tree = _scores.Tree;
        List<int> unsolved = [];
        for (int goal = 0; goal < tree.Count; goal++)
        {
            if (tree.Children(goal).IsEmpty && _scores.Best(goal) < 1) unsolved.Add(goal);
        }

        Draws draws = _leafDraws.At(_turn);
        return unsolved.Count == 0 ? -1 : _options.Decomposition.PickLeaf(tree, unsolved.ToArray(), ref draws);
    }

    private void RestartClock() => (_turnsSinceSplit, _callsAtSplit, _turnsWithoutGain) = (0, Ledger.Spent.PolicyCalls, 0);
}
