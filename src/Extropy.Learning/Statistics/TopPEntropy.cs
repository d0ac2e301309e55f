using System.Buffers;
using Extropy.Core.Errors;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Statistics;

/// <summary>
/// Entropy in nats of p̃ = softmax(z) renormalised over the nucleus N of mass p; ∂/∂z_v = −p̃_v (ln p̃_v + H̃) in N and 0 outside, N held fixed.
/// Equally likely tokens enter by index. Source: SIREN (nucleus entropy); Holtzman et al. 2020 (arXiv 1904.09751) for the nucleus.
/// </summary>
public sealed record TopPEntropy : IRowStatistic
{
    /// <summary>The statistic.</summary>
    /// <param name="mass">p in (0, 1]; 1 is the plain entropy, up to rounding.</param>
    /// <param name="form">Whether the token that crosses p belongs.</param>
    /// <exception cref="BadInputException">p is not in (0, 1].</exception>
    public TopPEntropy(double mass, NucleusForm form = NucleusForm.Inclusive)
    {
        if (!(mass is > 0 and <= 1)) throw new BadInputException(FormattableString.Invariant($"The nucleus mass {mass} is not in (0, 1]."));
        (Mass, Form) = (mass, form);
    }

    /// <summary>p.</summary>
    public double Mass { get; }

    /// <summary>Whether the token that crosses p belongs.</summary>
    public NucleusForm Form { get; }

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(row.Probabilities.Length);
        double entropy = Entropy(row, Nucleus(row, rented), out _);
        ArrayPool<int>.Shared.Return(rented);
        return entropy;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(row.Probabilities.Length);
        ReadOnlySpan<int> nucleus = Nucleus(row, rented);
        double entropy = Entropy(row, nucleus, out double held);
        double logHeld = nucleus.IsEmpty ? 0 : Elementary.Log(held);
        foreach (int v in nucleus)
            logitGradients[v] -= slope * (row.Probabilities[v] / held) * (row.LogProbability(v) - logHeld + entropy);
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>The tokens of the nucleus, likeliest first; tokens of probability 0 never belong.</summary>
    private ReadOnlySpan<int> Nucleus(in PolicyRow row, int[] order)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double[] keys = ArrayPool<double>.Shared.Rent(p.Length);
        for (int v = 0; v < p.Length; v++) (keys[v], order[v]) = (-p[v], v);
        MemoryExtensions.Sort(keys.AsSpan(0, p.Length), order.AsSpan(0, p.Length));
        SortTies(keys.AsSpan(0, p.Length), order);
        double sum = 0;
        int size = 0;
        while (size < p.Length && keys[size] < 0)
        {
            double with = sum - keys[size];
            if (Form == NucleusForm.Exclusive && with >= Mass && Mass < 1) break;
            sum = with;
            size++;
            if (Form == NucleusForm.Inclusive && sum >= Mass) break;
        }

        ArrayPool<double>.Shared.Return(keys);
        return order.AsSpan(0, size);
    }

    /// <summary>The sort is not stable: runs of equal keys are put in order of index.</summary>
    private static void SortTies(ReadOnlySpan<double> keys, Span<int> order)
    {
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end] == keys[start]) end++;
            if (end - start > 1) order[start..end].Sort();
            start = end;
        }
    }

    private static double Entropy(in PolicyRow row, ReadOnlySpan<int> nucleus, out double held)
    {
        double weighted = 0;
        held = 0;
        foreach (int v in nucleus)
        {
            held += row.Probabilities[v];
            weighted += row.Probabilities[v] * row.LogProbability(v);
        }

        return nucleus.Length <= 1 ? 0 : Math.Max(0, Elementary.Log(held) - weighted / held);
    }
}
