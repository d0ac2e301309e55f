using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// Mean and spread of numbers seen so far. A value: <see cref="Add"/> returns the next one. The default is the empty set.
/// Source: Welford 1962 for adding one number; Chan, Golub and LeVeque 1979 for joining two sets.
/// </summary>
/// <param name="Count">How many numbers.</param>
/// <param name="Mean">Their arithmetic mean; 0 for none.</param>
/// <param name="SquaredDeviations">Σ (x − mean)².</param>
public readonly record struct MeanAndError(long Count, double Mean, double SquaredDeviations)
{
    /// <summary>Unbiased variance, divisor n − 1; NaN below two numbers.</summary>
    public double Variance => Count > 1 ? SquaredDeviations / (Count - 1) : double.NaN;

    /// <summary>Root of <see cref="Variance"/>; NaN below two numbers.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Standard error of the mean, s/√n, for independent numbers; NaN below two.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>Mean and spread of a sample.</summary>
    /// <param name="sample">Shape [n], finite; empty gives the empty set.</param>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    public static MeanAndError Of(ReadOnlySpan<double> sample)
    {
        MeanAndError total = default;
        for (int i = 0; i < sample.Length; i++)
        {
            if (!double.IsFinite(sample[i])) Throw.NonFinite(nameof(sample), sample[i], i);
            total = total.Add(sample[i]);
        }

        return total;
    }

    /// <summary>This set and one more number.</summary>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    public MeanAndError Add(double value)
    {
        if (!double.IsFinite(value)) Throw.NonFinite(nameof(value), value);

        double deviation = value - Mean;
        double mean = Mean + deviation / (Count + 1);
        return new MeanAndError(Count + 1, mean, SquaredDeviations + deviation * (value - mean));
    }

    /// <summary>This set and another. Join in a fixed order where results are compared byte for byte: rounding depends on it.</summary>
    public MeanAndError Join(MeanAndError other)
    {
        if (other.Count == 0) return this;

        long count = Count + other.Count;
        double gap = other.Mean - Mean, share = (double)other.Count / count;
        return new MeanAndError(count, Mean + gap * share, SquaredDeviations + other.SquaredDeviations + gap * gap * share * Count);
    }
}
