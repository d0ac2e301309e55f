namespace Extropy.Learning.Advantages;

/// <summary>A = r, perhaps less a baseline of the whole batch. Source: Williams 1992. Groups play no part.</summary>
public sealed class Reinforce : IAdvantageEstimator
{
    private readonly ReinforceBaseline _baseline;

    /// <summary>The estimator.</summary>
    /// <param name="baseline">What is taken off.</param>
    public Reinforce(ReinforceBaseline baseline = ReinforceBaseline.None) => _baseline = baseline;

    /// <inheritdoc/>
    public string Name => _baseline switch
    {
        ReinforceBaseline.Mean => "reinforce-baseline",
        ReinforceBaseline.Whitening => "reinforce-whitened",
        _ => "reinforce",
    };

    /// <inheritdoc/>
    public int LeastGroup => 1;

    /// <inheritdoc/>
    public void Estimate(ReadOnlySpan<double> rewards, ReadOnlySpan<int> groupStart, Span<double> advantages)
    {
        if (rewards.IsEmpty) return;
        RewardMoments moments = RewardMoments.Of(rewards);
        double shift = _baseline == ReinforceBaseline.None ? 0 : moments.Mean;
        double divisor = _baseline == ReinforceBaseline.Whitening ? moments.Deviation + Grpo.Epsilon : 1;
        for (int i = 0; i < rewards.Length; i++) advantages[i] = (rewards[i] - shift) / divisor;
    }
}
