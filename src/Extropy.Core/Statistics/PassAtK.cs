using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// pass@k from n ≥ k samples of one problem: the chance that at least one of k samples, drawn without replacement from the n, is correct.
/// Unbiased for 1 − (1 − p)^k, which k samples alone would estimate with far more noise.
/// </summary>
public static class PassAtK
{
    /// <summary>1 − C(n − c, k)/C(n, k).</summary>
    /// <param name="samples">n ≥ 1.</param>
    /// <param name="correct">c, in [0, n].</param>
    /// <param name="k">In [1, n].</param>
    /// <returns>In [0, 1]: exactly c/n for k = 1, exactly 0 for c = 0, exactly 1 where fewer than k samples are wrong.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    /// <remarks>As the product 1 − Π over i = n − c + 1 … n of (1 − k/i), in which nothing overflows or cancels. O(c).
    /// Source: Chen et al. 2021, arXiv 2107.03374, eq. 1.</remarks>
    public static double Of(int samples, int correct, int k)
    {
        if (samples < 1) Throw.OutOfRange(nameof(samples), samples, "1 or more");
        if (correct < 0 || correct > samples) Throw.OutOfRange(nameof(correct), correct, $"a count in [0, {samples}]");
        if (k < 1 || k > samples) Throw.OutOfRange(nameof(k), k, $"a number in [1, {samples}], the samples");
        if (k == 1) return AvgAtK.Of(samples, correct);
        if (samples - correct < k) return 1;

        double allWrong = 1;
        for (int i = samples - correct + 1; i <= samples; i++) allWrong *= 1 - (double)k / i;
        return 1 - allWrong;
    }
}
