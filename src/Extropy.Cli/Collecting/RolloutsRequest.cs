using System.Collections.Immutable;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Learning.Rollouts.Export;
using Extropy.Tasks.KnightsAndKnaves;

namespace Extropy.Cli.Collecting;

/// <summary>What <c>rollouts</c> was asked to do.</summary>
/// <param name="Recipe">Where groups come from; valid.</param>
/// <param name="Groups">How many, positive.</param>
/// <param name="People">Numbers of people.</param>
/// <param name="Format">For whom the file is.</param>
/// <param name="Dialect">How prompts and answers are spelled in it.</param>
/// <param name="Model">Folder of the policy.</param>
/// <param name="Seed">Decides all chance.</param>
internal sealed record RolloutsRequest(
    Recipe Recipe, int Groups, ImmutableArray<int> People, RolloutFormat Format, KkDialect Dialect, string Model, long Seed)
{
    /// <summary>The recipe unless told otherwise.</summary>
    public const string DefaultRecipe = "bes";

    /// <summary>Most tokens that the searches may spend together; null where nothing is searched.</summary>
    public long? MostSearchTokens => Recipe.Rollout == "iid" ? null : Groups * Recipe.SearchTokens;

    /// <summary>Which puzzles: enough of each size for every group to have its own, where there are so many.</summary>
    public KkImprovementOptions Puzzles()
    {
        var options = new KkImprovementOptions { People = People, Puzzles = (Groups + People.Length - 1) / People.Length };
        return options with { Run = options.Run with { Seed = Seed } };
    }
}
