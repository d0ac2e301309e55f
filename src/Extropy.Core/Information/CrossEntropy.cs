using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>Cross-entropy H(p, q) = −Σᵢ pᵢ ln qᵢ = H(p) + KL(p‖q), in nats: the mean surprise of a model q at data from p.</summary>
public static class CrossEntropy
{
    /// <summary>Cross-entropy of softmax(<paramref name="p"/>) under softmax(<paramref name="q"/>).</summary>
    /// <param name="p">Logits, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="q">Logits, shape [V]. −∞ masks a token.</param>
    /// <returns>Nats, in [0, +∞]. +∞ when p has mass where q has none.</returns>
    /// <exception cref="ArgumentException">V = 0, or rows of different length.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or a row with every token masked.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfLogits(p, q, Formula);

    /// <summary>Cross-entropy of <paramref name="p"/> under <paramref name="q"/>, each divided by its sum.</summary>
    /// <param name="p">Weights, shape [V], V ≥ 1, not negative, with a positive sum.</param>
    /// <param name="q">Weights, shape [V], not negative, with a positive sum.</param>
    /// <returns>Nats, in [0, +∞]. +∞ when p has mass where q has none.</returns>
    /// <exception cref="ArgumentException">V = 0, rows of different length, a negative entry, or no positive finite sum.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>O(V), one pooled buffer, thread-safe.</remarks>
    public static double OfProbabilities<T>(ReadOnlySpan<T> p, ReadOnlySpan<T> q)
        where T : IFloatingPointIeee754<T> => RowPair.OfProbabilities(p, q, Formula);

    /// <summary>The surprise −ln softmax(<paramref name="logits"/>)[token], the cross-entropy of a single target.</summary>
    /// <param name="logits">Shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="token">Index in [0, V).</param>
    /// <returns>Nats, in [0, +∞]; +∞ when the token is masked.</returns>
    /// <exception cref="ArgumentException">V = 0, or a token outside the row.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    /// <remarks>O(V), no allocation, thread-safe.</remarks>
    public static double OfToken<T>(ReadOnlySpan<T> logits, int token)
        where T : IFloatingPointIeee754<T>
    {
        double max = Rows.FiniteMax(logits, nameof(logits));
        if ((uint)token >= (uint)logits.Length) Throw.OutOfRange(nameof(token), token, $"an index below {logits.Length}");

        double mass = 0;
        foreach (T logit in logits) mass += Math.Exp(double.CreateTruncating(logit) - max);
        return Math.Max(0, Math.Log(mass) - (double.CreateTruncating(logits[token]) - max));
    }

    private static double Formula(ReadOnlySpan<double> logP, ReadOnlySpan<double> logQ)
    {
        double surprise = 0;
        for (int i = 0; i < logP.Length; i++)
        {
            if (double.IsNegativeInfinity(logP[i])) continue; // 0 · ln 0 = 0
            if (double.IsNegativeInfinity(logQ[i])) return double.PositiveInfinity;
            surprise -= Math.Exp(logP[i]) * logQ[i];
        }

        return Math.Max(0, surprise); // ln q may be rounded above 0
    }
}
