using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>Shannon entropy H(p) = −Σᵢ pᵢ ln pᵢ, in nats. Source: Shannon 1948, section 6.</summary>
public static class Entropy
{
    /// <summary>Shannon entropy of softmax(<paramref name="logits"/>).</summary>
    /// <param name="logits">Shape [V], V ≥ 1, unnormalised log-probabilities. −∞ masks a token.</param>
    /// <returns>Nats, in [0, ln V]. Exact 0 when one token is left.</returns>
    /// <exception cref="ArgumentException">V = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    /// <remarks>Subtracts the maximum, so no overflow. Two passes, O(V), no allocation, thread-safe.
    /// Identity: H = ln Z − Σ wᵢsᵢ / Z with sᵢ = zᵢ − max z, wᵢ = exp sᵢ, Z = Σ wᵢ.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> logits)
        where T : IFloatingPointIeee754<T>
    {
        double max = Rows.FiniteMax(logits, nameof(logits));

        double mass = 0, weighted = 0;
        foreach (T logit in logits)
        {
            double shifted = double.CreateTruncating(logit) - max;
            double weight = Math.Exp(shifted);
            if (weight == 0) continue; // masked: 0 · −∞ would be NaN
            mass += weight;
            weighted += weight * shifted;
        }

        return Math.Log(mass) - weighted / mass;
    }

    /// <summary>Shannon entropy of <paramref name="probabilities"/>, divided by their sum.</summary>
    /// <param name="probabilities">Shape [V], V ≥ 1, not negative, with a positive sum: probabilities or counts. 0 · ln 0 = 0.</param>
    /// <returns>Nats, in [0, ln V]. Exact 0 when one entry is positive.</returns>
    /// <exception cref="ArgumentException">V = 0, a negative entry, or a sum that is 0 or overflows.</exception>
    /// <exception cref="NonFiniteException">A NaN or an infinity.</exception>
    /// <remarks>Two passes, O(V), no allocation, thread-safe.</remarks>
    public static double OfProbabilities<T>(ReadOnlySpan<T> probabilities)
        where T : IFloatingPointIeee754<T>
    {
        double total = Rows.Sum(probabilities, nameof(probabilities));

        double entropy = 0;
        foreach (T weight in probabilities)
        {
            double p = double.CreateTruncating(weight) / total;
            if (p > 0) entropy -= p * Math.Log(p);
        }

        return entropy;
    }
}
