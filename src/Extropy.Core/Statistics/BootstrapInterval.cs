using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>Turns bootstrap replicates into an interval.</summary>
internal static class BootstrapInterval
{
    /// <summary>Quantiles of the replicates at levels that the method chooses. Sorts the replicates in place.</summary>
    /// <param name="estimate">The statistic of the data.</param>
    /// <param name="replicates">Shape [B]: the statistic of each resample.</param>
    /// <param name="acceleration">BCa's a; not used by the percentile method.</param>
    /// <param name="options">Level and method.</param>
    /// <exception cref="NonFiniteException">A replicate or the estimate is NaN or infinite.</exception>
    public static Interval Of(double estimate, double[] replicates, double acceleration, BootstrapOptions options)
    {
        if (!double.IsFinite(estimate)) Throw.NonFinite("statistic", estimate);
        for (int b = 0; b < replicates.Length; b++)
        {
            if (!double.IsFinite(replicates[b])) Throw.NonFinite("statistic of resample", replicates[b], b);
        }

        Array.Sort(replicates);
        double tail = (1 - options.Level) / 2;
        var (low, high) = options.Method == BootstrapMethod.Percentile
            ? (tail, 1 - tail)
            : Corrected(tail, Bias(estimate, replicates), acceleration);
        return new Interval(Quantile(replicates, low), estimate, Quantile(replicates, high), options.Level);
    }

    /// <summary>
    /// z₀ = Φ⁻¹ of the share of replicates below the estimate. Ties count half; the share stays half a resample off 0 and 1.
    /// </summary>
    private static double Bias(double estimate, double[] replicates)
    {
        double below = 0;
        foreach (double replicate in replicates) below += replicate < estimate ? 1 : replicate == estimate ? 0.5 : 0;
        return Normal.Quantile(Math.Clamp(below, 0.5, replicates.Length - 0.5) / replicates.Length);
    }

    /// <summary>Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) at z of either tail: Efron and Tibshirani 1993, eq. 14.10.</summary>
    private static (double Low, double High) Corrected(double tail, double bias, double acceleration)
    {
        double z = Normal.Quantile(1 - tail);
        return (Shifted(bias - z), Shifted(bias + z));

        double Shifted(double sum)
        {
            double room = 1 - acceleration * sum;
            if (room <= 0) return sum > 0 ? 1 : 0; // the limit as room falls to 0: the outermost replicate
            return Normal.Cumulative(bias + sum / room);
        }
    }

    /// <summary>Linear interpolation between order statistics; the ends are the smallest and the largest.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
