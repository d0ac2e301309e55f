using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// Wilson's score interval for a success rate: the rates p with |p̂ − p| ≤ z √(p(1 − p)/n). Sound at 0 %, 100 % and small n, where
/// p̂ ± z √(p̂(1 − p̂)/n) is not. Source: Wilson 1927; recommended by Brown, Cai and DasGupta 2001.
/// </summary>
public static class WilsonInterval
{
    /// <summary>The interval for <paramref name="successes"/> out of <paramref name="trials"/>.</summary>
    /// <param name="successes">In [0, trials].</param>
    /// <param name="trials">≥ 1, independent of each other.</param>
    /// <param name="level">Confidence in (0, 1).</param>
    /// <returns>Within [0, 1]; the low end is exactly 0 without successes, the high end exactly 1 without failures.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument outside its range.</exception>
    public static Interval Of(long successes, long trials, double level = Interval.DefaultLevel)
    {
        if (trials < 1) Throw.OutOfRange(nameof(trials), trials, "1 or more");
        if (successes < 0 || successes > trials) Throw.OutOfRange(nameof(successes), successes, $"a count in [0, {trials}]");

        double n = trials, rate = successes / n, z = Normal.TwoSided(level);
        double shrink = 1 + z * z / n;
        double centre = (rate + z * z / (2 * n)) / shrink;
        double half = z / shrink * Math.Sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
        double low = successes == 0 ? 0 : centre - half;
        double high = successes == trials ? 1 : centre + half;
        return new Interval(low, rate, high, level);
    }
}
