using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>Two methods on the same puzzles: how often each solved what the other did not.</summary>
/// <param name="Both">Puzzles both solved.</param>
/// <param name="OnlyFirst">Puzzles only the first solved.</param>
/// <param name="OnlySecond">Puzzles only the second solved.</param>
/// <param name="Neither">Puzzles neither solved.</param>
public sealed record PairedComparison(long Both, long OnlyFirst, long OnlySecond, long Neither)
{
    /// <summary>All puzzles.</summary>
    public long Puzzles => Both + OnlyFirst + OnlySecond + Neither;

    /// <summary>McNemar's exact test: the sign test of the puzzles on which they differ.</summary>
    public SignTest Test => SignTest.Of(OnlyFirst, OnlySecond, Both + Neither);

    /// <summary>Compares two vectors of successes.</summary>
    /// <param name="first">Shape [n], n ≥ 1: did the first method solve puzzle i?</param>
    /// <param name="second">Shape [n], in the same order.</param>
    /// <exception cref="ArgumentException">No puzzles, or vectors of different length.</exception>
    public static PairedComparison Of(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        if (first.IsEmpty) Throw.Empty(nameof(first));
        if (first.Length != second.Length) Throw.LengthMismatch(nameof(second), second.Length, first.Length);

        long both = 0, onlyFirst = 0, onlySecond = 0, neither = 0;
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i] && second[i]) both++;
            else if (first[i]) onlyFirst++;
            else if (second[i]) onlySecond++;
            else neither++;
        }

        return new PairedComparison(both, onlyFirst, onlySecond, neither);
    }

    /// <summary>First rate minus second rate, with Newcombe's interval for paired proportions.</summary>
    /// <param name="level">Confidence in (0, 1).</param>
    /// <returns>Within [−1, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A level outside (0, 1), or no puzzles.</exception>
    /// <remarks>Joins the two Wilson intervals by the correlation of the successes.
    /// Source: Newcombe 1998, Statistics in Medicine 17:2635–2650, method 10.</remarks>
    public Interval Difference(double level = Interval.DefaultLevel)
    {
        Interval first = WilsonInterval.Of(Both + OnlyFirst, Puzzles, level);
        Interval second = WilsonInterval.Of(Both + OnlySecond, Puzzles, level);
        double correlation = Correlation();
        double estimate = first.Estimate - second.Estimate;
        double below = Distance(first.Estimate - first.Low, second.High - second.Estimate, correlation);
        double above = Distance(first.High - first.Estimate, second.Estimate - second.Low, correlation);
        return new Interval(estimate - below, estimate, estimate + above, level);
    }

    private static double Distance(double first, double second, double correlation) =>
        Math.Sqrt(first * first - 2 * correlation * first * second + second * second);

    /// <summary>Newcombe's φ: the correlation of the successes, corrected for continuity where positive; 0 at an empty margin.</summary>
    private double Correlation()
    {
        double margins = (double)(Both + OnlyFirst) * (OnlySecond + Neither) * (Both + OnlySecond) * (OnlyFirst + Neither);
        if (margins == 0) return 0;

        double excess = (double)Both * Neither - (double)OnlyFirst * OnlySecond;
        if (excess > 0) excess = Math.Max(0, excess - Puzzles / 2.0);
        return excess / Math.Sqrt(margins);
    }
}
