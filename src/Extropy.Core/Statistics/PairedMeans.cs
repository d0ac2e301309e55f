using Extropy.Core.Chance;

namespace Extropy.Core.Statistics;

/// <summary>Two arms on the same units, for example seeds: how much better the first one is, and how often.</summary>
/// <param name="Difference">Difference of the means with its bootstrap interval over whole pairs; of a single pair, the difference without width.</param>
/// <param name="Test">Units won and lost by the first.</param>
public readonly record struct PairedMeans(Interval Difference, SignTest Test)
{
    /// <summary>Compares; larger is better.</summary>
    /// <param name="first">Shape [n], finite. Empty gives 0.</param>
    /// <param name="second">Shape [n], in the same order.</param>
    /// <param name="resamples">Decides the interval; give each comparison its own.</param>
    /// <exception cref="ArgumentException">Different lengths.</exception>
    public static PairedMeans Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, RandomStream resamples)
    {
        var test = SignTest.OfPairs(first, second);
        if (first.Length >= 2) return new PairedMeans(Bootstrap.OfPairs(first, second, (one, two) => Mean(one) - Mean(two), resamples), test);
        double gain = Mean(first) - Mean(second);
        return new PairedMeans(new Interval(gain, gain, gain, Interval.DefaultLevel), test);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return values.IsEmpty ? 0 : sum / values.Length;
    }
}
