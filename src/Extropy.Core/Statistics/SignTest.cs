using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// Exact two-sided sign test: is one of two methods better more often than chance would have it? Ties say nothing and are dropped.
/// On success or failure per puzzle it is McNemar's exact test.
/// </summary>
/// <param name="Wins">Pairs in which the first was better.</param>
/// <param name="Losses">Pairs in which the second was better.</param>
/// <param name="Ties">Pairs without difference, not used.</param>
/// <param name="PValue">Probability, in (0, 1], of a split at least this uneven when either side is equally likely.</param>
public sealed record SignTest(long Wins, long Losses, long Ties, double PValue)
{
    /// <summary>The test of counted pairs: p = min(1, 2·P[X ≤ min(wins, losses)]) with X ~ Binomial(wins + losses, ½).</summary>
    /// <param name="wins">≥ 0.</param>
    /// <param name="losses">≥ 0. Without a win or a loss p = 1.</param>
    /// <param name="ties">≥ 0, kept for the record.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    /// <remarks>Relative error below 1e-10 up to a million pairs. O(min(wins, losses)).
    /// Source: Conover 1999, "Practical nonparametric statistics".</remarks>
    public static SignTest Of(long wins, long losses, long ties = 0)
    {
        if (wins < 0) Throw.OutOfRange(nameof(wins), wins, "0 or more");
        if (losses < 0) Throw.OutOfRange(nameof(losses), losses, "0 or more");
        if (ties < 0) Throw.OutOfRange(nameof(ties), ties, "0 or more");

        double tail = LowerTail(wins + losses, Math.Min(wins, losses));
        return new SignTest(wins, losses, ties, Math.Min(1, 2 * tail));
    }

    /// <summary>The test of paired measurements, larger being better.</summary>
    /// <param name="first">Shape [n], not NaN.</param>
    /// <param name="second">Shape [n], not NaN, in the same order.</param>
    /// <exception cref="ArgumentException">Samples of different length.</exception>
    /// <exception cref="NonFiniteException">A NaN.</exception>
    public static SignTest OfPairs(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length) Throw.LengthMismatch(nameof(second), second.Length, first.Length);

        long wins = 0, losses = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (double.IsNaN(first[i])) Throw.NonFinite(nameof(first), first[i], i);
            if (double.IsNaN(second[i])) Throw.NonFinite(nameof(second), second[i], i);
            if (first[i] > second[i]) wins++;
            if (first[i] < second[i]) losses++;
        }

        return Of(wins, losses, first.Length - wins - losses);
    }

    /// <summary>P[X ≤ k] for X ~ Binomial(n, ½) and k ≤ n/2, as P[X = k] times the sum of the ratios of the terms below it.</summary>
    private static double LowerTail(long n, long k)
    {
        double logTerm = -n * Math.Log(2);
        for (long i = 1; i <= k; i++) logTerm += Math.Log((double)(n - k + i) / i);

        double ratio = 1, ratios = 1;
        for (long i = k; i > 0; i--)
        {
            ratio *= (double)i / (n - i + 1); // C(n, i−1) / C(n, i)
            ratios += ratio;
        }

        return Math.Exp(logTerm) * ratios;
    }
}
