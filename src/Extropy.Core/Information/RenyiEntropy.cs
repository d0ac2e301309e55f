using System.Buffers;
using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Rényi entropy H_α(p) = ln(Σᵢ pᵢ^α) / (1 − α), in nats, with its limits: α = 0 is ln of the support's size, α = 1 Shannon entropy,
/// α = ∞ the min-entropy −ln max p. Falls in α. Source: Rényi 1961, "On measures of entropy and information".
/// </summary>
public static class RenyiEntropy
{
    /// <summary>
    /// Distance from α = 1 inside which H_α = H − (α − 1)/2 · Var(ln p) + O((α − 1)²) replaces the quotient, whose rounding error grows as
    /// 10⁻¹⁶/|α − 1|. At this distance both errors are near 10⁻¹⁰.
    /// </summary>
    private const double NearShannon = 1e-5;

    /// <summary>Rényi entropy of softmax(<paramref name="logits"/>).</summary>
    /// <param name="logits">Shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="order">α in [0, ∞], +∞ included.</param>
    /// <returns>Nats, in [0, ln V].</returns>
    /// <exception cref="ArgumentException">V = 0, or an order that is negative or NaN.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> logits, double order)
        where T : IFloatingPointIeee754<T>
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(logits.Length);
        try
        {
            Span<double> logP = buffer.AsSpan(0, logits.Length);
            Rows.LogSoftmax(logits, logP, nameof(logits));
            return OfLogProbabilities(logP, order);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    /// <summary>Rényi entropy of <paramref name="probabilities"/>, divided by their sum.</summary>
    /// <param name="probabilities">Shape [V], V ≥ 1, not negative, with a positive sum. A zero lies outside the support.</param>
    /// <param name="order">α in [0, ∞], +∞ included.</param>
    /// <returns>Nats, in [0, ln V].</returns>
    /// <exception cref="ArgumentException">V = 0, a negative entry, no mass, or an order that is negative or NaN.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfProbabilities<T>(ReadOnlySpan<T> probabilities, double order)
        where T : IFloatingPointIeee754<T>
    {
        double[] buffer = ArrayPool<double>.Shared.Rent(probabilities.Length);
        try
        {
            Span<double> logP = buffer.AsSpan(0, probabilities.Length);
            Rows.LogNormalise(probabilities, logP, nameof(probabilities));
            return OfLogProbabilities(logP, order);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static double OfLogProbabilities(ReadOnlySpan<double> logP, double order)
    {
        if (!(order >= 0)) Throw.OutOfRange(nameof(order), order, "a number in [0, ∞]");

        double entropy = order switch
        {
            0 => Math.Log(SupportSize(logP)),
            double.PositiveInfinity => -Rows.Max(logP, nameof(logP)),
            _ when Math.Abs(order - 1) < NearShannon => AroundShannon(logP, order),
            _ => LogPowerSum(logP, order) / (1 - order),
        };
        return Math.Max(0, entropy); // rounding may leave −1e-16
    }

    private static int SupportSize(ReadOnlySpan<double> logP)
    {
        int size = 0;
        foreach (double logProbability in logP) size += double.IsNegativeInfinity(logProbability) ? 0 : 1;
        return size;
    }

    /// <summary>ln Σ p^α, with the largest term taken out so that large α cannot underflow.</summary>
    private static double LogPowerSum(ReadOnlySpan<double> logP, double order)
    {
        double max = Rows.Max(logP, nameof(logP));
        double mass = 0;
        foreach (double logProbability in logP) mass += Math.Exp(order * (logProbability - max));
        return order * max + Math.Log(mass);
    }

    private static double AroundShannon(ReadOnlySpan<double> logP, double order)
    {
        double entropy = 0, square = 0;
        foreach (double logProbability in logP)
        {
            double p = Math.Exp(logProbability);
            if (p == 0) continue;
            entropy -= p * logProbability;
            square += p * logProbability * logProbability;
        }

        double variance = square - entropy * entropy;
        return entropy - 0.5 * (order - 1) * variance;
    }
}
