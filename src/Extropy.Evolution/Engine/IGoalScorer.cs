using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>The backward half of the search: grows a goal tree when the search stagnates, and scores candidates by it. Has no state of its own.</summary>
public interface IGoalScorer
{
    /// <summary>Its name in files and on the screen, for example <c>templates</c>; part of what a resumed run must have in common with its record.</summary>
    string Name { get; }

    /// <summary>True where a model is asked how to grow the tree; see <see cref="IProposer.IsPaid"/>.</summary>
    bool IsPaid { get; }

    /// <summary>
    /// Grows the tree, or leaves it. Called between two commits whenever the engine has counted enough rounds without a gain; nothing is proposed meanwhile.
    /// A function of the request, except where a model is asked: the engine records the answer.
    /// </summary>
    ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken);

    /// <summary>Scores one correct candidate by a tree. Pure, thread-safe, never throws on what the candidate holds.</summary>
    BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation);

    /// <summary>Scores every correct candidate of a run by a tree that has just come into force; one score for each, in order.</summary>
    ImmutableArray<BackwardScore> ScoreAll(ProgramGoalTree tree, IReadOnlyList<Evaluation> evaluations) => [.. evaluations.Select(evaluation => Score(tree, evaluation))];
}
