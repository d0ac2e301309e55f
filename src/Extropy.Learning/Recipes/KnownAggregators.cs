using Extropy.Learning.Objectives;

namespace Extropy.Learning.Recipes;

/// <summary>Every aggregation that a recipe can name.</summary>
public static class KnownAggregators
{
    /// <summary>The aggregations.</summary>
    public static PartList<IAggregator> List { get; } = new(
        "aggregation",
        new("token-mean", "every token counts the same", _ => new TokenMean()),
        new(SequenceMeanTokenMean.KnownAs, "every rollout counts the same, its tokens share", _ => new SequenceMeanTokenMean()),
        new("seq-mean-token-sum", "the mean of rollout sums", _ => new SequenceMeanTokenSum()),
        new("seq-mean-token-sum-norm", "all tokens over rollouts times the longest response", settings => new SequenceMeanTokenSumNorm(settings.MaxTokens)));
}
