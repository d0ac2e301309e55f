namespace Extropy.Learning.Advantages;

/// <summary>
/// The advantage of <see cref="Grpo"/> times G / K where 0 &lt; K &lt; G, K the group's rewards above 0. Source: the released code of BES (arXiv
/// 2605.28814), which names it grpo_maxrl: it keeps the division by σ and so is not the estimator of <see cref="MaxRl"/>.
/// </summary>
/// <remarks>With one success in eight its advantage is near 20: gradient clipping matters.</remarks>
public sealed class MaxRlStd : IAdvantageEstimator
{
    private static readonly Grpo Base = new();

    /// <inheritdoc/>
    public string Name => "maxrl-std";

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        Base.Estimate(rewards, groupStart, advantages);
        for (int g = 0; g + 1 < groupStart.Length; g++)
        {
            int start = groupStart[g], end = groupStart[g + 1], successes = 0;
            for (int i = start; i < end; i++) successes += rewards[i] > 0 ? 1 : 0;
            if (successes == 0 || successes == end - start) continue;
            for (int i = start; i < end; i++) advantages[i] *= (double)(end - start) / successes;
        }
    }
}
