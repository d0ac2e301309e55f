using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Learning.Recipes;

/// <summary>Recipes by name.</summary>
public static class KnownRecipes
{
    private const double BesClipNorm = 0.3; // arXiv 2605.28814, appendix D.1

    /// <summary>What <c>improve</c> takes unless told otherwise.</summary>
    public const string Default = "grpo";

    /// <summary>All of them with a line about each, the plainest first.</summary>
    public static ImmutableArray<(Recipe Recipe, string About)> All { get; } =
    [
        (new Recipe { Name = "reinforce", Advantage = "reinforce-baseline", Loss = "pg" }, "the reward less the batch's mean, no ratio"),
        (new Recipe { Name = "rloo", Advantage = "rloo" }, "the reward less the mean of the group's others"),
        (new Recipe { Name = "grpo" }, "independent groups, rewards normalised within each"),
        (new Recipe { Name = "dr-grpo", Advantage = "dr-grpo", Aggregation = "seq-mean-token-sum-norm" }, "grpo without deviation and without length bias"),
        (new Recipe { Name = "dapo", Loss = "clip-higher", DynamicSampling = true, OverlongFilter = true, Group = 16 }, "grpo with clip-higher, dynamic sampling, overlong filtering"),
        (new Recipe { Name = "gspo", Loss = "gspo", Aggregation = "seq-mean-token-mean" }, "one clipped ratio a rollout"),
        (new Recipe { Name = "maxrl", Advantage = "maxrl" }, "maximum-likelihood reinforcement learning"),
        (new Recipe { Name = "maxrl-std", Advantage = "maxrl-std" }, "maxrl as BES released it: grpo times group size over successes"),
        (new Recipe { Name = "bom", Rollout = "bom", Advantage = "maxrl-std", ClipNorm = BesClipNorm }, "best-of-M with the export rule of BES, without search"),
        (new Recipe { Name = "bes", Rollout = "bes", Goals = "truth", Advantage = "maxrl-std", ClipNorm = BesClipNorm }, "groups from Bidirectional Evolutionary Search, as published"),
        (new Recipe { Name = "bes-logic-only", Rollout = "bes", Advantage = "maxrl-std", ClipNorm = BesClipNorm }, "bes whose goals do not know the solution"),
        (new Recipe { Name = "rescue", Rollout = "rescue-bes-checked" }, "grpo; where all answers are wrong a search looks for a right one (our addition)"),
    ];

    /// <summary>All names in order.</summary>
    public static ImmutableArray<string> Names { get; } = [.. All.Select(known => known.Recipe.Name)];

    /// <summary>The recipe of a name.</summary>
    /// <exception cref="BadInputException">No such name; near ones are offered.</exception>
    public static Recipe Find(string name) =>
        All.FirstOrDefault(known => string.Equals(known.Recipe.Name, name, StringComparison.OrdinalIgnoreCase)).Recipe
        ?? throw new BadInputException(NearestNames.Message("recipe", name, Names));
}
