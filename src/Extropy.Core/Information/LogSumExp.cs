using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>The logarithm of a sum of exponentials, the normaliser of a row of logits.</summary>
public static class LogSumExp
{
    /// <summary>ln Σᵢ exp(zᵢ), without overflow.</summary>
    /// <param name="values">Shape [V], V ≥ 1. −∞ adds nothing.</param>
    /// <returns>In [max z, max z + ln V]; −∞ when every entry is −∞.</returns>
    /// <exception cref="ArgumentException">V = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN or a +∞.</exception>
    /// <remarks>Subtracts the maximum. Two passes, O(V), no allocation, thread-safe.</remarks>
    public static double Of<T>(ReadOnlySpan<T> values)
        where T : IFloatingPointIeee754<T>
    {
        double max = Rows.Max(values, nameof(values));
        if (double.IsNegativeInfinity(max)) return max; // the logarithm of no mass at all

        double mass = 0;
        foreach (T value in values) mass += Math.Exp(double.CreateTruncating(value) - max);
        return max + Math.Log(mass);
    }
}
