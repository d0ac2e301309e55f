namespace Extropy.Learning.Advantages;

/// <summary>
/// A = (r − μ) / μ for rewards of 0 or 1; 0 where none or all are 1. Source: Maximum Likelihood RL (arXiv 2602.02710).
/// </summary>
/// <remarks>
/// ln p = −Σ_k (1 − p)^k / k. The mean of the scores of the successes alone, (1/K) Σ r ∇ln π, is unbiased for that series cut at order G. This
/// centred form, averaged over the group, is unbiased for the series cut at order G − 1: groups without a success contribute nothing, where
/// the order-G term would need them.
/// </remarks>
public sealed class MaxRl : IAdvantageEstimator
{
    /// <inheritdoc/>
    public string Name => "maxrl";

    /// <inheritdoc/>
    public bool NeedsBinaryRewards => true;

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            double mean = RewardMoments.Of(rewards[groupStart[g]..groupStart[g + 1]]).Mean;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) advantages[i] = mean == 0 ? 0 : (rewards[i] - mean) / mean;
        }
    }
}
