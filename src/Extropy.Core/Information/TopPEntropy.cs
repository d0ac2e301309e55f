using System.Buffers;
using System.Numerics;
using Extropy.Core.Errors;

namespace Extropy.Core.Information;

/// <summary>
/// Shannon entropy of the nucleus: the smallest set of most probable tokens whose mass reaches p, renormalised. It ignores the long tail
/// of improbable tokens. Source: SIREN, arXiv 2509.25133; the token that crosses p belongs to the nucleus.
/// </summary>
public static class TopPEntropy
{
    /// <summary>Entropy of the nucleus of softmax(<paramref name="logits"/>).</summary>
    /// <param name="logits">Shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="mass">p in (0, 1]; 1 keeps every token, which is <see cref="Entropy.OfLogits"/>.</param>
    /// <returns>Nats, in [0, ln |nucleus|]; exact 0 when the top token alone reaches p.</returns>
    /// <exception cref="ArgumentException">V = 0, or p outside (0, 1].</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    /// <remarks>Ties at the edge give the same value whichever is kept. O(V log V), one pooled buffer, thread-safe.</remarks>
    public static double OfLogits<T>(ReadOnlySpan<T> logits, double mass)
        where T : IFloatingPointIeee754<T>
    {
        if (!(mass is > 0 and <= 1)) Throw.OutOfRange(nameof(mass), mass, "a number in (0, 1]");

        double[] buffer = ArrayPool<double>.Shared.Rent(logits.Length);
        try
        {
            Span<double> logP = buffer.AsSpan(0, logits.Length);
            Rows.LogSoftmax(logits, logP, nameof(logits));
            logP.Sort(static (left, right) => right.CompareTo(left));
            return Entropy.OfLogits<double>(logP[..NucleusSize(logP, mass)]);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }
    }

    private static int NucleusSize(ReadOnlySpan<double> descending, double mass)
    {
        if (mass == 1) return descending.Length; // a rounded running sum may reach 1 before the last token

        double reached = 0;
        for (int i = 0; i < descending.Length; i++)
        {
            reached += Math.Exp(descending[i]);
            if (reached >= mass) return i + 1;
        }

        return descending.Length;
    }
}
