using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>Kullback–Leibler divergence KL(p‖q) = Σᵢ pᵢ ln(pᵢ/qᵢ), in nats. Not symmetric. Source: Kullback and Leibler 1951.</summary>
public static class KullbackLeibler
{
    /// <summary>Divergence of softmax(<paramref name="p"/>) from softmax(<paramref name="q"/>).</summary>
    /// <param name="p">Logits, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="q">Logits, shape [V]. −∞ masks a token.</param>
    /// <returns>Nats, in [0, +∞]. +∞ when p has mass where q has none; exact 0 for equal rows.</returns>
    /// <exception cref="ArgumentException">V = 0, or rows of different length.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or a row with every token masked.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfLogits(p, q, Formula);

    /// <summary>Divergence of <paramref name="p"/> from <paramref name="q"/>, each divided by its sum.</summary>
    /// <param name="p">Weights, shape [V], V ≥ 1, not negative, with a positive sum.</param>
    /// <param name="q">Weights, shape [V], not negative, with a positive sum.</param>
    /// <returns>Nats, in [0, +∞]. +∞ when p has mass where q has none; exact 0 for equal rows.</returns>
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
            if (double.IsNegativeInfinity(logP[i])) continue; // 0 · ln 0 = 0
            if (double.IsNegativeInfinity(logQ[i])) return double.PositiveInfinity;
            divergence += Math.Exp(logP[i]) * (logP[i] - logQ[i]);
        }

        return Math.Max(0, divergence); // terms of both signs: rounding may leave −1e-16
    }
}
