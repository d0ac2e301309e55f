using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Goals.Expressions;
using Extropy.Evolution.Problems;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;

namespace Extropy.Evolution.Models.Goals;

/// <summary>
/// The backward half of the search with a model: the released schedule of growth, parts that a model writes as expressions over layouts. What it writes is parsed
/// within limits and never run as code; an expression that cannot be read, or has no value on any elite, is left out. Where fewer than two remain, the model is told why and
/// asked once more.
/// </summary>
/// <remarks>Thread-safe. One or two calls a growth. Whether goals hold on elites or fail on naive layouts is asked for and, as released, not checked afterwards.</remarks>
public sealed class ModelGoals : IGoalScorer
{
    private const int Enough = 2;
    private const int Attempts = 2;

    private readonly ChatModel _model;
    private readonly IOpenProblem _problem;
    private readonly ProgramGoalOptions _options;
    private readonly ModelProposerOptions _asking;
    private readonly GoalSchedule _schedule;
    private readonly GoalScores _scores;
    private readonly ImmutableArray<string> _names;

    /// <summary>Creates it.</summary>
    /// <param name="model">Who is asked.</param>
    /// <param name="problem">A built-in problem.</param>
    /// <param name="options">How trees grow.</param>
    /// <param name="asking">How the model is asked.</param>
    /// <exception cref="Core.Errors.BadInputException">The options make no sense.</exception>
    public ModelGoals(ChatModel model, IOpenProblem problem, ProgramGoalOptions options, ModelProposerOptions asking)
    {
        options.Validate();
        asking.Validate();
        (_model, _problem, _options, _asking) = (model, problem, options, asking);
        _schedule = new GoalSchedule(problem, options);
        _scores = new GoalScores(problem, options);
        _names = GoalVariables.Names(problem);
    }

    /// <inheritdoc/>
    public string Name => "model";

    /// <inheritdoc/>
    public bool IsPaid => true;

    /// <inheritdoc/>
    public async ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken)
    {
        GoalStep step = _schedule.Next(request);
        ProgramGoalTree? tree = step.Seedling ?? request.Tree;
        ProgramGoal? goal = step.Seedling?.Nodes[0] ?? step.Open.FirstOrDefault();
        if (tree is null || goal is null) return new GoalGrowth(request.Tree, step.Note);
        GoalAnswer answer = await AskAsync(request, tree, goal, cancellationToken).ConfigureAwait(false);
        if (answer.Goals.IsEmpty) return new GoalGrowth(request.Tree, $"The model gave no goal that can be read: {answer.Faults[0]}", request.Calls.Spending);
        ImmutableArray<ProgramGoal> parts = [.. answer.Goals.Select((written, i) => new ProgramGoal(tree.Nodes.Length + i, goal.Id, goal.Level + 1, written.Kind, written.Description, written.Expression))];
        string note = step.Seedling is null ? string.Create(CultureInfo.InvariantCulture, $"Goal {goal.Id} was divided by the model.") : step.Note;
        if (answer.Faults.Length > 0) note += string.Create(CultureInfo.InvariantCulture, $" Left out: {answer.Faults.Length}, the first because: {answer.Faults[0]}");
        return new GoalGrowth(step.Seedling is null ? tree.Next(parts) : tree.With(parts), note, request.Calls.Spending);
    }

    /// <inheritdoc/>
    public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation) => _scores.Of(tree, evaluation);

    /// <summary>The answer with most goals that can be read, the first of equals.</summary>
    private async ValueTask<GoalAnswer> AskAsync(GoalGrowthRequest request, ProgramGoalTree tree, ProgramGoal goal, CancellationToken cancellationToken)
    {
        ImmutableArray<ModelTurn> turns = GoalPrompt.Of(_problem, request, tree, goal, _names);
        ImmutableSortedDictionary<string, GoalValue>[] outputs = [.. request.Elites.Select(elite => elite.Evaluation.Layout).OfType<Layout>().Select(layout => GoalVariables.Of(_problem, layout))];
        GoalAnswer? best = null;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            Draws draws = request.Chance.For("model").At(attempt);
            ModelReply reply = await request.Calls.AskAsync(_model, _asking.Call(turns, ref draws), attempt, cancellationToken).ConfigureAwait(false);
            GoalAnswer answer = reply.End == ReplyEnd.Complete ? GoalAnswer.Read(reply.Text, _names, _options.Children).ThatHaveAValue(outputs) : GoalAnswer.None("the answer was declined or cut.");
            if (best is null || answer.Goals.Length > best.Goals.Length) best = answer;
            if (best.Goals.Length >= Math.Min(Enough, _options.Children)) break;
            turns = GoalPrompt.Again(turns, reply.Text, answer.Faults);
        }

        return best!; // asked at least once
    }
}
