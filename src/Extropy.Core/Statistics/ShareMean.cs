using Extropy.Core.Chance;
using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>The mean of one share per unit, such as pass@k per puzzle, with an interval for the population of units.</summary>
/// <param name="Interval">Estimate and ends, within [0, 1].</param>
/// <param name="Method">How the interval was made.</param>
public readonly record struct ShareMean(Interval Interval, IntervalMethod Method)
{
    /// <summary>From this many units on, Bootstrap gives way to <see cref="IntervalMethod.Normal"/>, which then differs by less than the bootstrap's own noise.</summary>
    public const int ManyUnits = 5000;

    /// <summary>
    /// Mean and 95 % interval. Where every unit counts 0 or 1 the mean is a plain proportion: Wilson. Else BCa bootstrap over units, or the normal
    /// interval for many; nothing for a single unit.
    /// </summary>
    /// <param name="shares">Shape [units], at least 1, each in [0, 1], independent of each other.</param>
    /// <param name="stream">Where resamples are drawn from; the same stream resamples the same units for every measure.</param>
    /// <exception cref="ArgumentException">No units, or a share outside [0, 1].</exception>
    public static ShareMean Of(ReadOnlySpan<double> shares, RandomStream stream)
    {
        if (shares.IsEmpty) Throw.Empty(nameof(shares));
        bool isPlain = true;
        foreach (double share in shares)
        {
            if (!(share is >= 0 and <= 1)) Throw.OutOfRange(nameof(shares), share, "shares in [0, 1]");
            isPlain &= share is 0 or 1;
        }

        if (isPlain) return new(WilsonInterval.Of(Ones(shares), shares.Length), IntervalMethod.Wilson);
        if (shares.Length == 1) return new(new Interval(0, shares[0], 1, Interval.DefaultLevel), IntervalMethod.None);
        if (shares.Length >= ManyUnits) return new(OfMany(MeanAndError.Of(shares)), IntervalMethod.Normal);
        return new(Bootstrap.OfSample(shares, Mean, stream), IntervalMethod.Bootstrap);
    }

    private static long Ones(ReadOnlySpan<double> shares)
    {
        long ones = 0;
        foreach (double share in shares) ones += share == 1 ? 1 : 0;
        return ones;
    }

    private static Interval OfMany(MeanAndError mean)
    {
        double half = Normal.TwoSided(Interval.DefaultLevel) * mean.StandardError;
        return new Interval(Math.Max(0, mean.Mean - half), mean.Mean, Math.Min(1, mean.Mean + half), Interval.DefaultLevel);
    }

    private static double Mean(ReadOnlySpan<double> shares)
    {
        double sum = 0;
        foreach (double share in shares) sum += share;
        return sum / shares.Length;
    }
}
