using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Goals.Templates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>
/// The backward half of the search without a model: the released schedule of growth, parts from templates, scores from expressions over layouts. Asked each
/// time the search stagnates, it (i) builds a tree where there is none; (ii) builds anew where the best candidate exceeds the tree's reference by more than
/// the margin; (iii) expands the shallowest leaf above the depth limit, the oldest of equals, that no correct candidate ever fully satisfied, and builds anew
/// where all of them were; (iv) leaves a tree without such leaves alone. Where no template fits a leaf, the next one is expanded.
/// </summary>
/// <remarks>Thread-safe. Does not use <see cref="Extropy.Search.Goals.GoalTree"/>: its goals are texts for a verifier, numbered by strings; these are expressions with a kind and a reference.</remarks>
public sealed class TemplateGoals : IGoalScorer
{
    private const int UnknownGain = 5; // margins beyond the best, where no record says what can be reached

    private readonly IOpenProblem _problem;
    private readonly GoalScale _scale;
    private readonly ProgramGoalOptions _options;
    private readonly TemplateDecomposer _decomposer;
    private readonly ImmutableArray<string> _names;
    private readonly ConditionalWeakTable<ProgramGoalTree, GoalExpression[]> _read = [];
    private readonly ConditionalWeakTable<Layout, ImmutableSortedDictionary<string, GoalValue>> _outputs = [];

    /// <summary>The goals of a built-in problem.</summary>
    public TemplateGoals(IOpenProblem problem, ProgramGoalOptions options)
    {
        (_problem, _options, _scale) = (problem, options, GoalScale.Of(problem));
        _decomposer = new TemplateDecomposer(problem);
        _names = GoalVariables.Names(problem);
    }

    /// <inheritdoc/>
    public string Name => "templates";

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Grown(request));
    }

    /// <inheritdoc/>
    public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation)
    {
        GoalExpression[] expressions = _read.GetValue(tree, known => [.. known.Nodes.Select(node => GoalExpression.Read(node.Expression, _names))]);
        var own = new double[expressions.Length];
        if (evaluation.Layout is { } layout)
        {
            ImmutableSortedDictionary<string, GoalValue> output = _outputs.GetValue(layout, known => GoalVariables.Of(_problem, known));
            for (int i = 0; i < own.Length; i++) own[i] = expressions[i].Of(output).Satisfaction;
        }

        return new BackwardScore(tree.Version, TreeScore.Of(tree, own, _options.IsMonotone), [.. own]);
    }

    private GoalGrowth Grown(GoalGrowthRequest request)
    {
        ImmutableArray<Layout> elites = [.. request.Elites.Select(elite => elite.Evaluation.Layout).OfType<Layout>()];
        if (elites.IsEmpty) return new GoalGrowth(request.Tree, "No layout is there to make goals from.");
        double best = request.Elites[0].Evaluation.Merit;
        if (request.Tree is not { } tree) return Built(0, best, elites, "The first tree.");
        if (best > tree.Reference + _scale.Margin) return Built(tree.Version, best, elites, "A new tree: the best has outgrown the old one.");
        ProgramGoal[] leaves = [.. tree.Nodes.Where(node => node.Level < _options.Depth && !tree.Nodes.Any(other => other.Parent == node.Id))];
        if (leaves.Length == 0) return new GoalGrowth(tree, "The tree is as deep as it may be.");
        ProgramGoal[] open = [.. leaves.Where(leaf => !request.WasSatisfied[leaf.Id]).OrderBy(leaf => leaf.Level).ThenBy(leaf => leaf.Id)];
        return open.Length == 0 ? Rebuilt(tree, best, elites, "A new tree: every leaf was satisfied by some candidate.") : Divided(tree, open, elites);
    }

    private GoalGrowth Rebuilt(ProgramGoalTree old, double best, ImmutableArray<Layout> elites, string note)
    {
        GoalGrowth growth = Built(old.Version, best, elites, note);
        return growth.Tree is { } tree && tree.Nodes.SequenceEqual(old.Nodes) ? new GoalGrowth(old, "A new tree would be the same.") : growth;
    }

    private GoalGrowth Built(int version, double best, ImmutableArray<Layout> elites, string note)
    {
        var root = new ProgramGoal(0, null, 0, ProgramGoalKind.Aspirational, Title(best), Objective(best));
        var tree = new ProgramGoalTree(version + 1, best, [root]);
        return new GoalGrowth(tree with { Nodes = tree.Nodes.AddRange(_decomposer.Parts(tree, root, elites, _options.Children)) }, note);
    }

    /// <summary>Divides the first goal that a template fits.</summary>
    private GoalGrowth Divided(ProgramGoalTree tree, ProgramGoal[] open, ImmutableArray<Layout> elites)
    {
        foreach (ProgramGoal goal in open)
        {
            ImmutableArray<ProgramGoal> parts = _decomposer.Parts(tree, goal, elites, _options.Children);
            if (parts.IsEmpty) continue;
            string note = string.Create(CultureInfo.InvariantCulture, $"Goal {goal.Id} was divided.");
            return new GoalGrowth(tree with { Version = tree.Version + 1, Nodes = tree.Nodes.AddRange(parts) }, note);
        }

        return new GoalGrowth(tree, "No open goal could be divided: no template fits.");
    }

    private double Target(double best) => _scale.Target ?? Math.Abs(best) + (_problem.Aim == Aim.Maximise ? UnknownGain : -UnknownGain) * _scale.Margin;

    private string Title(double best) => string.Create(CultureInfo.InvariantCulture, $"The objective is reached: {Target(best):R}");

    private string Objective(double best)
    {
        string target = Target(best).ToString("R", CultureInfo.InvariantCulture);
        return _problem switch
        {
            CirclePackingSquare or CirclePackingRectangle => $"sum_r >= {target}",
            DistanceRatio => $"(pairwise_max / pairwise_min) ** 2 <= {target}",
            _ => $"min_area_normalized >= {target}",
        };
    }
}
