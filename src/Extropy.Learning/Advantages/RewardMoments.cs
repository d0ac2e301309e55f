namespace Extropy.Learning.Advantages;

/// <summary>Mean and unbiased standard deviation of some rewards.</summary>
/// <param name="Mean">μ.</param>
/// <param name="Deviation">σ with divisor G − 1; exactly 0 where all rewards are equal, and for a single one.</param>
internal readonly record struct RewardMoments(double Mean, double Deviation)
{
    public static RewardMoments Of(ReadOnlySpan<double> rewards)
    {
        bool isConstant = !rewards.ContainsAnyExcept(rewards[0]);
        if (isConstant) return new(rewards[0], 0); // not what rounding makes of it
        double sum = 0, squares = 0;
        foreach (double reward in rewards) sum += reward;
        double mean = sum / rewards.Length;
        foreach (double reward in rewards) squares += (reward - mean) * (reward - mean);
        return new(mean, Math.Sqrt(squares / (rewards.Length - 1)));
    }
}
