using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Hellinger distance H(p, q) = √(½ Σᵢ (√pᵢ − √qᵢ)²), a metric; H² = 1 − Σᵢ √(pᵢqᵢ). Papers differ in whether they report H or H².
/// Source: Le Cam and Yang 2000, "Asymptotics in statistics".
/// </summary>
public static class HellingerDistance
{
    /// <summary>Distance of softmax(<paramref name="p"/>) and softmax(<paramref name="q"/>).</summary>
    /// <param name="p">Logits, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="q">Logits, shape [V]. −∞ masks a token.</param>
    /// <returns>In [0, 1]; 1 when the supports are disjoint, exact 0 for equal rows.</returns>
    /// <exception cref="ArgumentException">V = 0, or rows of different length.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or a row with every token masked.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfLogits(p, q, Formula);

    /// <summary>Distance of <paramref name="p"/> and <paramref name="q"/>, each divided by its sum.</summary>
    /// <param name="p">Weights, shape [V], V ≥ 1, not negative, with a positive sum.</param>
    /// <param name="q">Weights, shape [V], not negative, with a positive sum.</param>
    /// <returns>In [0, 1]; 1 when the supports are disjoint, exact 0 for equal rows.</returns>
    /// <exception cref="ArgumentException">V = 0, rows of different length, a negative entry, or no positive finite sum.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfProbabilities<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfProbabilities(p, q, Formula);

    private static double Formula(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ) => Math.Sqrt(Squared(logP, logQ));

    // The sum of squares keeps small distances that 1 − Σ √(pq) would lose to cancellation.
    private static double Squared(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ)
    {
        double sum = 0;
        for (int i = 0; i < logP.Length; i++)
        {
            double difference = Math.Exp(0.5 * logP[i]) - Math.Exp(0.5 * logQ[i]);
            sum += difference * difference;
        }

        return Math.Min(1, 0.5 * sum);
    }
}
