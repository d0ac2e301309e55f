using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Kish's effective sample size (Σwᵢ)² / Σwᵢ²: how many equally weighted samples a weighted set is worth. Its logarithm is the Rényi
/// entropy of order 2 of the normalised weights. Source: Kish 1965, "Survey sampling"; Kong, Liu and Wong 1994.
/// </summary>
public static class EffectiveSampleSize
{
    /// <summary>Effective sample size of importance weights.</summary>
    /// <param name="weights">Shape [n], n ≥ 1, not negative, with a positive sum; the scale does not matter.</param>
    /// <returns>In [1, n]; n when all weights are equal, 1 when one is positive.</returns>
    /// <exception cref="ArgumentException">n = 0, a negative weight, or a sum that is 0 or overflows.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(n), no allocation, thread-safe.</remarks>
    public static double OfWeights<T>(ReadOnlySpan<T> weights)
        where T : IFloatingPointIeee754<T>
    {
        double total = Rows.Sum(weights, nameof(weights));

        double squares = 0;
        foreach (T weight in weights)
        {
            double share = double.CreateTruncating(weight) / total; // shares, so that tiny or huge weights cannot under- or overflow
            squares += share * share;
        }

        return Math.Clamp(1 / squares, 1, weights.Length);
    }

    /// <summary>Effective sample size of importance weights given by their logarithms.</summary>
    /// <param name="logWeights">Shape [n], n ≥ 1. −∞ is a weight of 0; a common shift does not matter.</param>
    /// <returns>In [1, n].</returns>
    /// <exception cref="ArgumentException">n = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every weight 0.</exception>
    /// <remarks>O(n), no allocation, thread-safe.</remarks>
    public static double OfLogWeights<T>(ReadOnlySpan<T> logWeights)
        where T : IFloatingPointIeee754<T>
    {
        double max = Rows.FiniteMax(logWeights, nameof(logWeights));

        double total = 0, squares = 0;
        foreach (T logWeight in logWeights)
        {
            double weight = Math.Exp(double.CreateTruncating(logWeight) - max);
            total += weight;
            squares += weight * weight;
        }

        return Math.Clamp(total * total / squares, 1, logWeights.Length);
    }
}
