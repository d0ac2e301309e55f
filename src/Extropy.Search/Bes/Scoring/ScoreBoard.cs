using System.Collections.Immutable;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Scoring;

/// <summary>
/// Scores of every node of one search. V_g is asked once per (node, goal) and kept; growing the tree asks only for the new goals.
/// </summary>
internal sealed class ScoreBoard
{
    private readonly ScoringRules _rules;
    private readonly IGoalVerifier? _verifier;
    private readonly List<VerdictClass> _classes = [];
    private readonly HashSet<VerdictClass> _known = [];
    private readonly List<int> _classOf = [];
    private double[] _best;
    private CoverageFold _fold;

    public ScoreBoard(ScoringRules rules, GoalTree tree, IGoalVerifier? verifier)
    {
        _rules = rules;
        _verifier = verifier;
        Tree = tree;
        _best = new double[tree.Count];
        _fold = new CoverageFold(tree, rules.Alpha);
    }

    /// <summary>G.</summary>
    public GoalTree Tree { get; private set; }

    /// <summary>Verdicts that were NaN or outside [0, 1] and had to be clamped.</summary>
    public long ClampedVerdicts { get; private set; }

    /// <summary>Goals that some node satisfies.</summary>
    public int GoalsCovered { get; private set; }

    /// <summary>Number of classes so far.</summary>
    public int ClassCount => _classes.Count;

    /// <summary>max_n V_g.</summary>
    public double Best(int goal) => _best[goal];

    /// <summary>s(n).</summary>
    public double Score(int node) => _classes[_classOf[node]].Score;

    /// <summary>The class of a node; nodes of one class have equal scores.</summary>
    public int ClassOf(int node) => _classOf[node];

    /// <summary>V_g of a node for every goal of the tree.</summary>
    public ReadOnlySpan<double> Verdicts(int node) => _classes[_classOf[node]].Verdicts;

    /// <summary>Judges a trajectory by every goal of the tree, without counting it as a node.</summary>
    public VerdictClass Judge(Trajectory trajectory, Verdict verdict)
    {
        var verdicts = new double[Tree.Count];
        verdicts[0] = verdict.Reward;
        if (verdicts.Length > 1 && _verifier is not null)
            _verifier.Score(trajectory, Tree.Goals.AsSpan()[1..], verdicts.AsSpan(1));
        Clamp(verdicts, 0);
        return Intern(verdicts, verdict.HasWrongStep);
    }

    /// <summary>The next node belongs to this class.</summary>
    public void Add(VerdictClass judged)
    {
        _classOf.Add(judged.Id);
        Remember(judged.Verdicts, 0);
    }

    /// <summary>s(n_a, n_b) of two classes.</summary>
    public double PairScore(int classA, int classB)
    {
        VerdictClass a = _classes[classA], b = _classes[classB];
        double score = _rules.MonotoneBlend
            ? GoalScore.OfPair(Tree, a.Verdicts, b.Verdicts, _rules.Alpha, monotone: true)
            : _fold.Score(RowOf(a), RowOf(b));
        return _rules.WrongStepCap is { } cap && IsCapped(a.HasWrongStep, b.HasWrongStep) ? Math.Min(cap, score) : score;
    }

    /// <summary>Takes over a larger tree: judges every node by the new goals only, and scores all of them again.</summary>
    /// <param name="tree">The tree that grew out of <see cref="Tree"/>.</param>
    /// <param name="trajectories">Trajectory of every node so far, by node.</param>
    /// <returns>Nodes whose score changed, with the new score.</returns>
    public ImmutableArray<(int Node, double Score)> Grow(GoalTree tree, Func<int, Trajectory> trajectories)
    {
        int before = Tree.Count;
        VerdictClass[] old = [.. _classes];
        _classes.Clear();
        _known.Clear();
        Tree = tree;
        _fold = new CoverageFold(tree, _rules.Alpha);
        Array.Resize(ref _best, tree.Count);

        var changes = ImmutableArray.CreateBuilder<(int, double)>();
        for (int node = 0; node < _classOf.Count; node++)
        {
            VerdictClass from = old[_classOf[node]];
            var verdicts = new double[tree.Count];
            from.Verdicts.CopyTo(verdicts, 0);
            _verifier?.Score(trajectories(node), tree.Goals.AsSpan()[before..], verdicts.AsSpan(before));
            Clamp(verdicts, before);
            Remember(verdicts, before);
            VerdictClass to = Intern(verdicts, from.HasWrongStep);
            _classOf[node] = to.Id;
            if (to.Score != from.Score) changes.Add((node, to.Score));
        }

        return changes.ToImmutable();
    }

    private void Clamp(double[] verdicts, int first)
    {
        for (int goal = first; goal < verdicts.Length; goal++)
        {
            double verdict = verdicts[goal];
            if (!(verdict is >= 0 and <= 1))
            {
                ClampedVerdicts++;
                verdict = verdict > 1 ? 1 : 0; // NaN and negative: nothing shown
            }

            verdicts[goal] = verdict + 0.0; // −0 becomes 0: classes are told apart by bits
        }
    }

    private void Remember(double[] verdicts, int first)
    {
        for (int goal = first; goal < verdicts.Length; goal++)
        {
            if (verdicts[goal] <= _best[goal]) continue;
            if (verdicts[goal] >= 1) GoalsCovered++;
            _best[goal] = verdicts[goal];
        }
    }

    private VerdictClass Intern(double[] verdicts, bool hasWrongStep)
    {
        var candidate = new VerdictClass(verdicts, hasWrongStep);
        if (_known.TryGetValue(candidate, out VerdictClass? known)) return known;

        candidate.Id = _classes.Count;
        double score = GoalScore.Of(Tree, verdicts, _rules.Alpha, _rules.MonotoneBlend);
        candidate.Score = hasWrongStep && _rules.WrongStepCap is { } cap ? Math.Min(cap, score) : score;
        _classes.Add(candidate);
        _known.Add(candidate);
        return candidate;
    }

    private CoverageRow RowOf(VerdictClass of) => of.Row ??= _fold.Row(of.Verdicts);

    private bool IsCapped(bool a, bool b) => _rules.PairCap switch
    {
        PairCapRule.Both => a && b,
        PairCapRule.Either => a || b,
        _ => false,
    };
}
