using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;

namespace Extropy.Learning.Improvement.KnightsAndKnaves;

/// <summary>Improvement on Knights and Knaves: which puzzles are learnt from, which are held out.</summary>
public static class KkImprovement
{
    /// <summary>The plan of a recipe.</summary>
    /// <param name="model">The policy as it comes; changed in place.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="options">Puzzles and sizes.</param>
    /// <exception cref="Core.Errors.BadInputException">A part that does not exist, or a setting out of range.</exception>
    public static ImprovementPlan Plan(KkModel model, Recipe recipe, KkImprovementOptions options)
    {
        recipe.Validate();
        options.Validate();
        ImprovementOptions run = model.Limit(options.Run);
        var plan = new ImprovementPlan
        {
            Start = model.Checkpoint,
            Codec = model.Codec,
            Problems = Problems(recipe, options, model.Dialect),
            Validation = [.. options.ValidationPeople.Select(people => new ValidationLevel(
                string.Create(CultureInfo.InvariantCulture, $"n = {people}"), KkEvaluation.Problems(people, options.ValidationPuzzles, options.ValidationSeed, model.Dialect)))],
            Rollouts = RecipeParts.Rollouts(recipe),
            Filters = RecipeParts.Filters(recipe),
            Rule = RecipeParts.Rule(recipe, run.MaxTokens),
            Reward = RecipeParts.Reward(recipe),
            RuleIdentity = RecipeKnobs.Identity(recipe),
            Options = RecipeParts.Options(recipe, run),
        };
        plan.Validate();
        return plan;
    }

    /// <summary>Puzzles to learn from, size by size; none of them is held out.</summary>
    public static ImmutableArray<IProblem> Problems(Recipe recipe, KkImprovementOptions options, KkDialect dialect = KkDialect.Formal)
    {
        RandomStream stream = RandomStream.FromSeed(options.Run.Seed).For("knights-and-knaves/improvement");
        var posed = new KkProblemOptions { Dialect = dialect, Goals = recipe.Goals == "truth" ? KkGoals.Truth : KkGoals.LogicOnly };
        return
        [
            .. options.People.SelectMany(people => KkGenerator.Stream(people, stream.For(people)).Where(puzzle => !HeldOut.Contains(puzzle)).Take(options.Puzzles))
                .Select(puzzle => (IProblem)new KkProblem(puzzle, posed)),
        ];
    }
}
