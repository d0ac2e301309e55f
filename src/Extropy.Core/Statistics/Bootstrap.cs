using Extropy.Core.Chance;
using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// Confidence intervals for any statistic by resampling the data with replacement. Resample b uses the draws of step b of the stream, so
/// the same stream gives the same interval on every machine. Source: Efron and Tibshirani 1993, "An introduction to the bootstrap".
/// </summary>
public static class Bootstrap
{
    /// <summary>Interval for a statistic of one sample.</summary>
    /// <param name="sample">Shape [n], n ≥ 2, independent draws from one distribution.</param>
    /// <param name="statistic">Called once for the data, once per resample, and for BCa once per left-out entry.</param>
    /// <param name="stream">Where resamples are drawn from; give each use its own purpose.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Fewer than two entries, or options out of range.</exception>
    /// <exception cref="NonFiniteException">The statistic gave a NaN or an infinity.</exception>
    public static Interval OfSample(
        ReadOnlySpan<double> sample, SampleStatistic statistic, RandomStream stream, BootstrapOptions? options = null)
    {
        options = Checked(options);
        CheckLength(sample, nameof(sample));

        double estimate = statistic(sample);
        var replicates = new double[options.Resamples];
        var resample = new double[sample.Length];
        for (int b = 0; b < replicates.Length; b++)
        {
            Draws draws = stream.At(b);
            foreach (ref double slot in resample.AsSpan()) slot = sample[draws.NextInt(sample.Length)];
            replicates[b] = statistic(resample);
        }

        return BootstrapInterval.Of(estimate, replicates, Jackknife.OfSample(sample, statistic, options), options);
    }

    /// <summary>Interval for a statistic of two samples of the same units: whole pairs are drawn, so what they share cancels.</summary>
    /// <param name="first">Shape [n], n ≥ 2.</param>
    /// <param name="second">Shape [n], in the same order.</param>
    /// <param name="statistic">As in <see cref="OfSample"/>.</param>
    /// <param name="stream">As in <see cref="OfSample"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Fewer than two pairs, different lengths, or options out of range.</exception>
    /// <exception cref="NonFiniteException">The statistic gave a NaN or an infinity.</exception>
    public static Interval OfPairs(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        PairStatistic statistic,
        RandomStream stream,
        BootstrapOptions? options = null)
    {
        options = Checked(options);
        CheckLength(first, nameof(first));
        if (first.Length != second.Length) Throw.LengthMismatch(nameof(second), second.Length, first.Length);

        double estimate = statistic(first, second);
        var replicates = new double[options.Resamples];
        var firstResample = new double[first.Length];
        var secondResample = new double[second.Length];
        for (int b = 0; b < replicates.Length; b++)
        {
            Draws draws = stream.At(b);
            for (int i = 0; i < first.Length; i++)
            {
                int unit = draws.NextInt(first.Length);
                firstResample[i] = first[unit];
                secondResample[i] = second[unit];
            }

            replicates[b] = statistic(firstResample, secondResample);
        }

        return BootstrapInterval.Of(estimate, replicates, Jackknife.OfPairs(first, second, statistic, options), options);
    }

    /// <summary>Interval for a statistic of two independent samples: each is resampled on its own.</summary>
    /// <param name="first">Shape [n], n ≥ 2.</param>
    /// <param name="second">Shape [m], m ≥ 2.</param>
    /// <param name="statistic">As in <see cref="OfSample"/>.</param>
    /// <param name="stream">As in <see cref="OfSample"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ArgumentException">Fewer than two entries, or options out of range.</exception>
    /// <exception cref="NonFiniteException">The statistic gave a NaN or an infinity.</exception>
    public static Interval OfTwoSamples(
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        PairStatistic statistic,
        RandomStream stream,
        BootstrapOptions? options = null)
    {
        options = Checked(options);
        CheckLength(first, nameof(first));
        CheckLength(second, nameof(second));

        double estimate = statistic(first, second);
        var replicates = new double[options.Resamples];
        var firstResample = new double[first.Length];
        var secondResample = new double[second.Length];
        for (int b = 0; b < replicates.Length; b++)
        {
            Draws draws = stream.At(b);
            foreach (ref double slot in firstResample.AsSpan()) slot = first[draws.NextInt(first.Length)];
            foreach (ref double slot in secondResample.AsSpan()) slot = second[draws.NextInt(second.Length)];
            replicates[b] = statistic(firstResample, secondResample);
        }

        return BootstrapInterval.Of(estimate, replicates, Jackknife.OfTwoSamples(first, second, statistic, options), options);
    }

    private static BootstrapOptions Checked(BootstrapOptions? options)
    {
        options ??= BootstrapOptions.Default;
        options.Validate();
        return options;
    }

    private static void CheckLength(ReadOnlySpan<double> sample, string name)
    {
        if (sample.Length < 2) Throw.OutOfRange(name, sample.Length, "a sample of 2 or more entries");
    }
}
