using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>avg@k, also called mean@k: the mean correctness of samples. Its expectation is the same for every k, so all n samples serve.</summary>
public static class AvgAtK
{
    /// <summary>c/n.</summary>
    /// <param name="samples">n ≥ 1.</param>
    /// <param name="correct">c, in [0, n].</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    public static double Of(int samples, int correct)
    {
        if (samples < 1) Throw.OutOfRange(nameof(samples), samples, "1 or more");
        if (correct < 0 || correct > samples) Throw.OutOfRange(nameof(correct), correct, $"a count in [0, {samples}]");
        return (double)correct / samples;
    }
}
