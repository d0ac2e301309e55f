namespace Extropy.Learning.Advantages;

/// <summary>
/// A_i = r_i − mean of the group's other rewards = G / (G − 1) · (r_i − μ). Source: Kool et al. 2019; Ahmadian et al. 2024 (arXiv 2402.14740). A
/// group of one, for which verl takes the raw reward, is refused.
/// </summary>
public sealed class Rloo : IAdvantageEstimator
{
    /// <inheritdoc/>
    public string Name => "rloo";

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            double size = groupStart[g + 1] - groupStart[g];
            double mean = RewardMoments.Of(rewards[groupStart[g]..groupStart[g + 1]]).Mean;
            for (int i = groupStart[g]; i < groupStart[g + 1]; i++) advantages[i] = size / (size - 1) * (rewards[i] - mean);
        }
    }
}
