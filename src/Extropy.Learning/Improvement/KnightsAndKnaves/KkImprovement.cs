using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Models.Checkpoints;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;

namespace Extropy.Learning.Improvement.KnightsAndKnaves;

/// <summary>Improvement on Knights and Knaves: which puzzles are learnt from, which are held out.</summary>
public static class KkImprovement
{
    /// <summary>The plan of a recipe.</summary>
    /// <param name="start">The policy as it comes; changed in place.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="options">Puzzles and sizes.</param>
    /// <exception cref="Core.Errors.BadInputException">A part that does not exist, or a setting out of range.</exception>
    public static ImprovementPlan Plan(Checkpoint start, Recipe recipe, KkImprovementOptions options)
    {
        recipe.Validate();
        options.Validate();
        var plan = new ImprovementPlan
        {
            Start = start,
            Codec = KkCodec.Shared,
            Problems = Problems(recipe, options),
            Validation = [.. options.ValidationPeople.Select(people => new ValidationLevel(
                string.Create(CultureInfo.InvariantCulture, $"n = {people}"), KkEvaluation.Problems(people, options.ValidationPuzzles, options.ValidationSeed)))],
            Rollouts = RecipeParts.Rollouts(recipe),
            Filters = RecipeParts.Filters(recipe),
            Rule = RecipeParts.Rule(recipe, options.Run.MaxTokens),
            Reward = RecipeParts.Reward(recipe),
            RuleIdentity = RecipeKnobs.Identity(recipe),
            Options = RecipeParts.Options(recipe, options.Run),
        };
        plan.Validate();
        return plan;
    }

    /// <summary>Puzzles to learn from, size by size; none of them is held out.</summary>
    public static ImmutableArray<IProblem> Problems(Recipe recipe, KkImprovementOptions options)
    {
        RandomStream stream = RandomStream.FromSeed(options.Run.Seed).For("knights-and-knaves/improvement");
        var goals = new KkProblemOptions { Goals = recipe.Goals == "truth" ? KkGoals.Truth : KkGoals.LogicOnly };
        return
        [
            .. options.People.SelectMany(people => KkGenerator.Stream(people, stream.For(people)).Where(puzzle => !HeldOut.Contains(puzzle)).Take(options.Puzzles))
                .Select(puzzle => (IProblem)new KkProblem(puzzle, goals)),
        ];
    }
}
