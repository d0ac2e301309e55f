namespace Extropy.Learning.Advantages;

/// <summary>
/// A = (r − μ) / (σ + ε) within a group, σ with divisor G − 1; 0 where all rewards are equal. Source: Shao et al. 2024 (arXiv 2402.03300), with
/// the unbiased deviation that verl, TRL and OpenRLHF use. Σ A = 0 in every group.
/// </summary>
public sealed class Grpo : IAdvantageEstimator
{
    /// <summary>ε, as in verl; TRL has 1e-4, OpenRLHF 1e-9.</summary>
    public const double Epsilon = 1e-6;

    private readonly GrpoScale _scale;

    /// <summary>The estimator.</summary>
    /// <param name="scale">Whose deviation divides.</param>
    public Grpo(GrpoScale scale = GrpoScale.Group) => _scale = scale;

    /// <inheritdoc/>
    public string Name => _scale == GrpoScale.Group ? "grpo" : "grpo-batch";

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        double batch = _scale == GrpoScale.Batch && !rewards.IsEmpty ? RewardMoments.Of(rewards).Deviation : 0;
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            RewardMoments moments = RewardMoments.Of(rewards[groupStart[g]..groupStart[g + 1]]);
            double divisor = (_scale == GrpoScale.Batch ? batch : moments.Deviation) + Epsilon;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) advantages[i] = (rewards[i] - moments.Mean) / divisor;
        }
    }
}
