using System.Collections.Immutable;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Training;

/// <summary>What a trainer optimises: how rewards become advantages, and what is minimised with them.</summary>
/// <param name="Estimator">Rewards → A[B].</param>
/// <param name="Shapers">A[B] → A[N], in order; empty leaves a rollout's advantage on each of its tokens.</param>
/// <param name="Objective">The loss.</param>
public sealed record UpdateRule(IAdvantageEstimator Estimator, ImmutableArray<IAdvantageShaper> Shapers, Objective Objective)
{
    /// <summary>All methods that may have needs and state.</summary>
    public IEnumerable<IMethod> Methods => [.. Shapers, .. Objective.Methods];

    /// <summary>What all parts have to know; entropy and log-probability of θ_old are always reported.</summary>
    public StatisticNeeds Needs => Methods.Aggregate(
        new StatisticNeeds { Current = [LogProbability.Instance], Old = [LogProbability.Instance, ShannonEntropy.Instance] },
        (needs, method) => needs.And(method.Needs));
}
