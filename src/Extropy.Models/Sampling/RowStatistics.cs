using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Extropy.Core.Errors;
using Extropy.Models.Kernels;

namespace Extropy.Models.Sampling;

/// <summary>
/// Log-probabilities and entropies of rows of logits. The sampler and the trainer both ask here, so what was recorded while sampling is
/// to the bit what training computes from the same logits.
/// </summary>
/// <remarks>
/// Double precision over float rows; token i always adds into lane i mod 16 and the lanes are joined in a fixed tree, so the result does
/// not depend on the instruction set. O(V) a row, no allocation, thread-safe.
/// </remarks>
public static class RowStatistics
{
    private const int Lanes = 16;

    /// <summary>Summarises softmax(z).</summary>
    /// <param name="logits">z, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <exception cref="ArgumentException">V = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    public static RowSummary Summarise(ReadOnlySpan<float> logits) => Summarise(logits, temperature: 1, weights: []);

    /// <summary>ln softmax(z)[token], ≤ 0; −∞ for a masked token.</summary>
    /// <param name="logits">z, shape [V].</param>
    /// <param name="summary">What <see cref="Summarise(ReadOnlySpan{float})"/> says of the same row.</param>
    /// <param name="token">In 0 … V − 1.</param>
    public static double LogProbability(ReadOnlySpan<float> logits, in RowSummary summary, int token) =>
        logits[token] - summary.Maximum - summary.LogMass;

    /// <summary>Writes softmax(z).</summary>
    /// <param name="logits">z, shape [V].</param>
    /// <param name="probabilities">Receives shape [V].</param>
    /// <returns>The row's summary, equal to the bit to <see cref="Summarise(ReadOnlySpan{float})"/>.</returns>
    /// <exception cref="ArgumentException">V = 0, or the destination is shorter.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    public static RowSummary Probabilities(ReadOnlySpan<float> logits, Span<double> probabilities)
    {
        if (probabilities.Length < logits.Length)
            throw new ArgumentException($"The destination has {probabilities.Length} places for {logits.Length} tokens.", nameof(probabilities));

        RowSummary summary = Summarise(logits, temperature: 1, probabilities);
        double mass = Mass(probabilities[..logits.Length]);
        for (int i = 0; i < logits.Length; i++) probabilities[i] /= mass;
        return summary;
    }

    /// <summary>The index of the largest logit; the lowest one among ties.</summary>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    internal static int ArgMax(ReadOnlySpan<float> logits) => logits.IndexOf(Maximum(logits));

    /// <summary>
    /// Summarises softmax(z / temperature); with a destination of V places also writes its weights exp((zᵢ − m) / temperature) there.
    /// </summary>
    /// <param name="logits">z, shape [V], V ≥ 1. −∞ masks a token.</param>
    /// <param name="temperature">Positive.</param>
    /// <param name="weights">Receives shape [V], or empty.</param>
    /// <returns>The maximum of z itself; mass and entropy of the tempered distribution.</returns>
    /// <exception cref="ArgumentException">V = 0.</exception>
    /// <exception cref="NonFiniteException">A NaN, a +∞, or every token masked.</exception>
    public static RowSummary Summarise(ReadOnlySpan<float> logits, double temperature, Span<double> weights)
    {
        float maximum = Maximum(logits);
        var (shift, scale) = (Vector512.Create((double)maximum), Vector512.Create(temperature));
        Vector512<double> mass0 = default, mass1 = default, weighted0 = default, weighted1 = default;
        Span<float> tail = stackalloc float[Lanes];

        for (int start = 0; start < logits.Length; start += Lanes)
        {
            scoped ReadOnlySpan<float> block = logits[start..];
            if (block.Length < Lanes)
            {
                tail.Fill(float.NegativeInfinity); // weight 0
                block.CopyTo(tail);
                block = tail;
            }

            var (lower, upper) = Vector512.Widen(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(block)));
            Vector512<double> scaled0 = Vector512.Max((lower - shift) / scale, DoubleLanes.Smallest); // −∞ · 0 would be NaN
            Vector512<double> scaled1 = Vector512.Max((upper - shift) / scale, DoubleLanes.Smallest);
            Vector512<double> weight0 = DoubleLanes.ExpOfNegative(scaled0);
            Vector512<double> weight1 = DoubleLanes.ExpOfNegative(scaled1);
            mass0 += weight0;
            mass1 += weight1;
            weighted0 += weight0 * scaled0;
            weighted1 += weight1 * scaled1;
            if (!weights.IsEmpty) Store(weight0, weight1, weights[start..], logits.Length - start);
        }

        double mass = DoubleLanes.Sum(mass0, mass1);
        double logMass = Elementary.Log(mass);
        double entropy = logMass - DoubleLanes.Sum(weighted0, weighted1) / mass;
        return new(maximum, logMass, Math.Max(0, entropy)); // rounding may leave −1e−17 where one token holds all
    }

    /// <summary>Σ weights, in the same lanes as the summary's.</summary>
    internal static double Mass(ReadOnlySpan<double> weights)
    {
        Span<double> lanes = stackalloc double[Lanes];
        lanes.Clear();
        for (int i = 0; i < weights.Length; i++) lanes[i & (Lanes - 1)] += weights[i];
        return DoubleLanes.Sum(Vector512.LoadUnsafe(ref lanes[0]), Vector512.LoadUnsafe(ref lanes[8]));
    }

    private static void Store(Vector512<double> lower, Vector512<double> upper, Span<double> weights, int count)
    {
        if (count >= Lanes)
        {
            lower.StoreUnsafe(ref weights[0]);
            upper.StoreUnsafe(ref weights[8]);
            return;
        }

        for (int i = 0; i < count; i++) weights[i] = i < 8 ? lower[i] : upper[i - 8];
    }

    private static float Maximum(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty) throw new ArgumentException("A row of logits needs at least one token.", nameof(logits));
        float maximum = TensorPrimitives.Max(logits); // exact in any order; propagates NaN, so one check covers the row
        if (!float.IsFinite(maximum)) ThrowNonFinite(logits);
        return maximum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ThrowNonFinite(ReadOnlySpan<float> logits)
    {
        for (int i = 0; i < logits.Length; i++)
            if (float.IsNaN(logits[i]) || float.IsPositiveInfinity(logits[i])) throw new NonFiniteException(nameof(logits), i, logits[i]);
        throw new NonFiniteException(nameof(logits), 0, logits[0]);
    }
}
