using System.Collections.Immutable;
using System.Globalization;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals.Templates;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals;

/// <summary>
/// The backward half of the search without a model: the released schedule of growth (<see cref="GoalSchedule"/>), parts from templates, scores from expressions
/// over layouts (<see cref="GoalScores"/>). Where no template fits a leaf, the next one is expanded; a tree that would be built as it stands is left.
/// </summary>
/// <remarks>Thread-safe. Does not use <see cref="Extropy.Search.Goals.GoalTree"/>: its goals are texts for a verifier, numbered by strings; these are expressions with a kind and a reference.</remarks>
public sealed class TemplateGoals : IGoalScorer
{
    private readonly ProgramGoalOptions _options;
    private readonly GoalSchedule _schedule;
    private readonly GoalScores _scores;
    private readonly TemplateDecomposer _decomposer;

    /// <summary>The goals of a built-in problem.</summary>
    /// <exception cref="Core.Errors.BadInputException">The options make no sense.</exception>
    public TemplateGoals(IOpenProblem problem, ProgramGoalOptions options)
    {
        options.Validate();
        _options = options;
        _schedule = new GoalSchedule(problem, options);
        _scores = new GoalScores(problem, options);
        _decomposer = new TemplateDecomposer(problem);
    }

    /// <inheritdoc/>
    public string Name => "templates";

    /// <inheritdoc/>
    public bool IsPaid => false;

    /// <inheritdoc/>
    public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        GoalStep step = _schedule.Next(request);
        ImmutableArray<Layout> elites = [.. request.Elites.Select(elite => elite.Evaluation.Layout).OfType<Layout>()];
        return ValueTask.FromResult(
            step.Seedling is { } seedling ? Built(step.MayKeep ? request.Tree : null, seedling, elites, step.Note)
            : step.Open.IsEmpty ? new GoalGrowth(request.Tree, step.Note)
            : Divided(request.Tree!, step.Open, elites)); // only a tree has leaves
    }

    /// <inheritdoc/>
    public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation) => _scores.Of(tree, evaluation);

    private GoalGrowth Built(ProgramGoalTree? kept, ProgramGoalTree seedling, ImmutableArray<Layout> elites, string note)
    {
        ProgramGoalTree tree = seedling.With(_decomposer.Parts(seedling, seedling.Nodes[0], elites, _options.Children));
        return kept is not null && tree.Nodes.SequenceEqual(kept.Nodes) ? new GoalGrowth(kept, "A new tree would be the same.") : new GoalGrowth(tree, note);
    }

    private GoalGrowth Divided(ProgramGoalTree tree, ImmutableArray<ProgramGoal> open, ImmutableArray<Layout> elites)
    {
        foreach (ProgramGoal goal in open)
        {
            ImmutableArray<ProgramGoal> parts = _decomposer.Parts(tree, goal, elites, _options.Children);
            if (parts.IsEmpty) continue;
            return new GoalGrowth(tree.Next(parts), string.Create(CultureInfo.InvariantCulture, $"Goal {goal.Id} was divided."));
        }

        return new GoalGrowth(tree, "No open goal could be divided: no template fits.");
    }
}
