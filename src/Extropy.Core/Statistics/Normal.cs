using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class Normal
{
    /// <summary>Beyond this the distribution function is 0 or 1 to the last bit of a double.</summary>
    private const double Far = 8.3;

    /// <summary>Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …).</summary>
    /// <param name="x">Any number.</param>
    /// <returns>In [0, 1], absolute error below 1e-15.</returns>
    /// <remarks>Source: Abramowitz and Stegun 26.2.11; all terms have one sign, so nothing cancels.</remarks>
    public static double Cumulative(double x)
    {
        if (double.IsNaN(x)) Throw.NonFinite(nameof(x), x);
        if (x < -Far) return 0;
        if (x > Far) return 1;

        double term = x, sum = 0;
        for (int odd = 3; sum + term != sum; odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return Math.Clamp(0.5 + Density(x) * sum, 0, 1);
    }

    /// <summary>The x with Φ(x) = <paramref name="probability"/>.</summary>
    /// <param name="probability">In [0, 1]; the ends give ∓∞. Below 1e-15 from either end the tail is lost to rounding.</param>
    /// <remarks>
    /// Newton from the median, above which Φ is concave: the steps approach the root from below until rounding stops them.
    /// </remarks>
    public static double Quantile(double probability)
    {
        if (!(probability is >= 0 and <= 1)) Throw.OutOfRange(nameof(probability), probability, "a number in [0, 1]");
        if (probability < 0.5) return -Quantile(1 - probability);
        if (probability == 1) return double.PositiveInfinity;

        double x = 0, step;
        do
        {
            step = (probability - Cumulative(x)) / Density(x);
            x += step;
        }
        while (step > 1e-15 * x);
        return x;
    }

    /// <summary>The z with probability <paramref name="level"/> between −z and z.</summary>
    public static double TwoSided(double level)
    {
        if (!(level is > 0 and < 1)) Throw.OutOfRange(nameof(level), level, "a number in (0, 1)");
        return Quantile(0.5 + 0.5 * level);
    }

    private static double Density(double x) => Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
}
