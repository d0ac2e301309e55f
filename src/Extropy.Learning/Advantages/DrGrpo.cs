namespace Extropy.Learning.Advantages;

/// <summary>
/// A = r − μ within a group, without a deviation, so hard and easy prompts are not weighted up. Source: Liu et al. 2025 (arXiv 2503.20783).
/// </summary>
public sealed class DrGrpo : IAdvantageEstimator
{
    /// <inheritdoc/>
    public string Name => "dr-grpo";

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            double mean = RewardMoments.Of(rewards[groupStart[g]..groupStart[g + 1]]).Mean;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) advantages[i] = rewards[i] - mean;
        }
    }
}
