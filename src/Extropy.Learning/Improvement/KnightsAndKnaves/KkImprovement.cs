using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Learning.Batches;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Goals;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Learning.Improvement.KnightsAndKnaves;

/// <summary>Improvement on Knights and Knaves: which puzzles are learnt from, which are held out.</summary>
public static class KkImprovement
{
    private const int PuzzlesForUsual = 32;

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
            UsualRowTokens = UsualRowTokens(model, options),
            Options = RecipeParts.Options(recipe, run),
        };
        plan.Validate();
        return plan;
    }

    /// <summary>What a recipe takes in memory.</summary>
    /// <param name="model">The policy.</param>
    /// <param name="recipe">How it learns.</param>
    /// <param name="options">Puzzles and sizes.</param>
    /// <param name="threads">Threads that compute.</param>
    public static ImprovementMemory Memory(KkModel model, Recipe recipe, KkImprovementOptions options, int threads)
    {
        ImprovementOptions run = model.Limit(options.Run);
        long problems = (long)options.Puzzles * options.People.Length + (long)options.ValidationPuzzles * options.ValidationPeople.Length;
        return ImprovementMemory.Of(
            model.Checkpoint.Parameters.Config, RecipeParts.Options(recipe, run), RecipeParts.Rule(recipe, run.MaxTokens), UsualRowTokens(model, options), problems, threads);
    }

    /// <summary>
    /// Mean length of a puzzle with its reference derivation, over some puzzles of each size: about that of the answers of a policy made from such, and
    /// with the tokens that English takes for a word, of a language model.
    /// </summary>
    private static int UsualRowTokens(KkModel model, KkImprovementOptions options)
    {
        RandomStream stream = RandomStream.FromSeed(0).For("knights-and-knaves/usual-rows");
        var row = new TrainingRow();
        var writer = new KkRowWriter(row, verdictWeight: 1);
        foreach (KkPuzzle puzzle in options.People.SelectMany(people => KkGenerator.Stream(people, stream.For(people)).Take(PuzzlesForUsual)))
        {
            writer.Prompt(puzzle);
            writer.Derivation(ReferenceReasoner.Derive(puzzle));
        }

        return row.Length / (PuzzlesForUsual * options.People.Length) * (model.IsEnglish ? KkModel.EnglishTokensPerWord : 1);
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
