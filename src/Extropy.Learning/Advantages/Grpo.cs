namespace Extropy.Learning.Advantages;

/// <summary>
/// A = (r − μ) / (σ + ε) within a group, σ with divisor G − 1; 0 where all rewards are equal. Source: Shao et al. 2024 (arXiv 2402.03300), with
/// the unbiased deviation that verl, TRL and OpenRLHF use.
/// </summary>
public sealed class Grpo : IAdvantageEstimator
{
    /// <summary>ε, as in verl.</summary>
    public const double Epsilon = 1e-6;

    /// <inheritdoc/>
    public string Name => "grpo";

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            Range group = groupStart[g]..groupStart[g + 1];
            GroupMoments moments = GroupMoments.Of(rewards[group]);
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) advantages[i] = (rewards[i] - moments.Mean) / (moments.Deviation + Epsilon);
        }
    }
}
