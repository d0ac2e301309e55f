using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Jensen–Shannon divergence JS(p, q) = ½ KL(p‖m) + ½ KL(q‖m) with m = (p + q)/2, in nats. Symmetric and bounded; its root is a metric.
/// Source: Lin 1991, "Divergence measures based on the Shannon entropy".
/// </summary>
public static class JensenShannon
{
    /// <summary>Divergence of softmax(<paramref name="p"/>) and softmax(<paramref name="q"/>).</summary>
    /// <param name="p">Logits, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="q">Logits, shape [V]. −∞ masks a token.</param>
    /// <returns>Nats, in [0, ln 2]; ln 2 when the supports are disjoint, exact 0 for equal rows.</returns>
    /// <exception cref="ArgumentException">V = 0, or rows of different length.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or a row with every token masked.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfLogits(p, q, Formula);

    /// <summary>Divergence of <paramref name="p"/> and <paramref name="q"/>, each divided by its sum.</summary>
    /// <param name="p">Weights, shape [V], V ≥ 1, not negative, with a positive sum.</param>
    /// <param name="q">Weights, shape [V], not negative, with a positive sum.</param>
    /// <returns>Nats, in [0, ln 2]; ln 2 when the supports are disjoint, exact 0 for equal rows.</returns>
    /// <exception cref="ArgumentException">V = 0, rows of different length, a negative entry, or no positive finite sum.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfProbabilities<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfProbabilities(p, q, Formula);

    private static double Formula(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ)
    {
        double divergence = 0;
        for (int i = 0; i < logP.Length; i++)
        {
            double p = Math.Exp(logP[i]), q = Math.Exp(logQ[i]);
            divergence += Term(p, p + q) + Term(q, p + q);
        }

        return Math.Clamp(0.5 * divergence, 0, Math.Log(2)); // rounding may step outside by 1e-16
    }

    /// <summary>p ln(p/m) with m = <paramref name="sum"/>/2.</summary>
    private static double Term(double p, double sum) => p == 0 ? 0 : p * Math.Log(2 * p / sum);
}
