using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>l = −A lp: the score-function estimator without a ratio, right only where the policy is still the one that wrote. Source: Williams 1992.</summary>
public sealed class PolicyGradient : ITokenLoss
{
    /// <inheritdoc/>
    public string Name => "pg";

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Current = [LogProbability.Instance] };

    /// <inheritdoc/>
    public void Evaluate(Minibatch minibatch, UpdateContext context, Span<double> loss, StatisticTable slopes)
    {
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        ReadOnlySpan<double> advantages = minibatch.Batch.Advantages, current = minibatch.Current[LogProbability.Instance];
        Span<double> slope = slopes[LogProbability.Instance];
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            loss[n] = -advantages[n] * current[n];
            slope[n] = -advantages[n];
        }
    }
}
