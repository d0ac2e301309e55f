using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Extropy.Learning.Improvement;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;

namespace Extropy.Learning.Recipes;

/// <summary>Makes the parts that a recipe names.</summary>
public static class RecipeParts
{
    private const string RescuePrefix = "rescue-";

    /// <summary>Every name that a recipe's rollout may have.</summary>
    public static ImmutableArray<string> RolloutNames { get; } =
        ["iid", "bom", .. KnownStrategies.Names, .. KnownStrategies.Names.Where(name => name.StartsWith("bes", StringComparison.Ordinal)).Select(name => RescuePrefix + name)];

    /// <summary>Where rollouts come from.</summary>
    /// <exception cref="BadInputException">No such name; near ones are offered.</exception>
    public static IRolloutStrategy Rollouts(Recipe recipe)
    {
        if (recipe.Rollout == "iid") return new IndependentRollouts();
        if (recipe.Rollout == "bom") return new BestOfMRollouts(recipe.SearchTokens);
        CheckRollout(recipe.Rollout);
        bool isRescue = recipe.Rollout.StartsWith(RescuePrefix, StringComparison.Ordinal);
        string strategy = isRescue ? recipe.Rollout[RescuePrefix.Length..] : recipe.Rollout;
        var sampling = new SamplingOptions { Temperature = recipe.SearchTemperature };
        var search = new SearchRollouts(
            KnownStrategies.Create(strategy, new StrategySettings { Sampling = sampling }),
            new SearchRolloutsOptions { Budget = new Budget { GeneratedTokens = recipe.SearchTokens } });
        return isRescue ? new RescueRollouts(search) : search;
    }

    /// <exception cref="BadInputException">No such rollout; near names are offered.</exception>
    internal static void CheckRollout(string name)
    {
        if (!RolloutNames.Contains(name)) throw new BadInputException(NearestNames.Message("rollout", name, RolloutNames));
    }

    /// <summary>What is optimised.</summary>
    /// <param name="recipe">Valid.</param>
    /// <param name="maxTokens">L_max, most tokens of a response.</param>
    /// <exception cref="BadInputException">No such part, near ones being offered; or a setting out of range.</exception>
    public static UpdateRule Rule(Recipe recipe, int maxTokens)
    {
        var settings = new PartSettings { Clip = recipe.Clip, Kl = new KlOptions { Beta = recipe.KlWeight }, MaxTokens = maxTokens };
        var regularizers = ImmutableArray.CreateBuilder<IRegularizer>();
        if (recipe.Kl != Recipe.None) regularizers.Add(KnownKl.List.Create(recipe.Kl, settings));
        if (recipe.EntropyBonus > 0) regularizers.Add(new EntropyBonus(recipe.EntropyBonus));
        var objective = new Objective(
            KnownLosses.List.Create(recipe.Loss, settings), [], regularizers.ToImmutable(), KnownAggregators.List.Create(recipe.Aggregation, settings));
        return new UpdateRule(KnownAdvantages.List.Create(recipe.Advantage, settings), [], objective);
    }

    /// <summary>Which rollouts stay.</summary>
    public static ImmutableArray<IRolloutFilter> Filters(Recipe recipe)
    {
        var filters = ImmutableArray.CreateBuilder<IRolloutFilter>();
        if (recipe.OverlongFilter) filters.Add(new OverlongFilter());
        if (recipe.DynamicSampling) filters.Add(new DynamicSampling());
        return filters.ToImmutable();
    }

    /// <summary>What a verdict is worth; null for its own reward.</summary>
    public static Func<Verdict, double>? Reward(Recipe recipe) =>
        recipe.Reward == "answer" ? verdict => verdict is { State: TrajectoryState.Complete, IsAnswerCorrect: true } ? 1 : 0 : null;

    /// <summary>Sizes, with the recipe's put over the given ones.</summary>
    public static ImprovementOptions Options(Recipe recipe, ImprovementOptions options) => options with
    {
        GroupSize = recipe.Group,
        Sampling = options.Sampling with { Temperature = recipe.Temperature },
        Collection = options.Collection with { Prompts = recipe.Prompts, Tokens = recipe.Tokens },
        Trainer = options.Trainer with
        {
            Epochs = recipe.Epochs,
            Minibatches = recipe.Minibatches,
            LearningRate = recipe.LearningRate,
            WarmUpSteps = recipe.WarmUp,
            FinalShare = recipe.FinalShare,
            ClipNorm = recipe.ClipNorm,
            Optimiser = options.Trainer.Optimiser with { WeightDecay = recipe.WeightDecay },
        },
    };
}
