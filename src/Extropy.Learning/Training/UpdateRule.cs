using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Training;

/// <summary>What a trainer optimises: how rewards become advantages, and what is minimised with them.</summary>
/// <param name="Estimator">Rewards → A[B].</param>
/// <param name="Shapers">A[B] → A[N], in order; empty leaves a rollout's advantage on each of its tokens.</param>
/// <param name="Objective">The loss.</param>
public sealed record UpdateRule(IAdvantageEstimator Estimator, ImmutableArray<IAdvantageShaper> Shapers, Objective Objective)
{
    /// <summary>What changes the rewards before the estimator sees them, in order.</summary>
    public ImmutableArray<IRewardShaper> RewardShapers { get; init; } = [];

    /// <summary>All methods that may have needs and state.</summary>
    public IEnumerable<IMethod> Methods => [.. Shapers, .. Objective.Methods];

    /// <summary>What all parts have to know; entropy and log-probability of θ_old are always reported.</summary>
    public StatisticNeeds Needs => Methods.Aggregate(
        new StatisticNeeds { Current = [LogProbability.Instance], Old = [LogProbability.Instance, ShannonEntropy.Instance] },
        (needs, method) => needs.And(method.Needs));

    /// <summary>Checks that the parts go together.</summary>
    /// <exception cref="BadInputException">The divergence from the reference is asked for twice: in the loss and in the reward, or two of one kind.</exception>
    public void Validate()
    {
        string[] divergences = [.. Methods.OfType<IReferenceDivergence>().Select(method => $"'{method.Name}'")];
        if (divergences.Length < 2) return;
        throw new BadInputException(
            $"This rule holds the policy near the reference {divergences.Length} times ({string.Join(", ", divergences)}); keep one, in the loss or in the reward.");
    }
}
