using Extropy.Learning.Advantages;

namespace Extropy.Learning.Recipes;

/// <summary>Every advantage estimator that a recipe can name.</summary>
public static class KnownAdvantages
{
    /// <summary>The estimators.</summary>
    public static PartList<IAdvantageEstimator> List { get; } = new(
        "advantage",
        new("reinforce", "the reward itself", _ => new Reinforce()),
        new("reinforce-baseline", "the reward less the mean of the batch", _ => new Reinforce(ReinforceBaseline.Mean)),
        new("reinforce-whitened", "the reward less the mean of the batch, over its deviation", _ => new Reinforce(ReinforceBaseline.Whitening)),
        new("rloo", "the reward less the mean of the group's others", _ => new Rloo()),
        new("grpo", "the reward less the group's mean, over the group's deviation", _ => new Grpo()),
        new("grpo-batch", "the reward less the group's mean, over the batch's deviation", _ => new Grpo(GrpoScale.Batch)),
        new("dr-grpo", "the reward less the group's mean", _ => new DrGrpo()),
        new("maxrl", "the reward less the group's mean, over that mean; rewards 0 or 1", _ => new MaxRl()),
        new("maxrl-std", "grpo times group size over successes, as BES released it", _ => new MaxRlStd()));
}
