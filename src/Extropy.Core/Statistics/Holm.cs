using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>
/// Holm's correction for several tests at once: it keeps the chance of any false alarm at the level asked for, whatever the dependence,
/// and never rejects less than Bonferroni. Source: Holm 1979, "A simple sequentially rejective multiple test procedure".
/// </summary>
public static class Holm
{
    /// <summary>Adjusted p-values: p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎), with p₍₁₎ ≤ … ≤ p₍ₘ₎.</summary>
    /// <param name="pValues">Shape [m], each in [0, 1].</param>
    /// <returns>Shape [m], in the order given. Reject where it is at most the level. Equal p-values stay equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value outside [0, 1] or NaN.</exception>
    public static double[] Adjusted(ReadOnlySpan<double> pValues)
    {
        double[] sorted = pValues.ToArray();
        var order = new int[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            if (!(sorted[i] is >= 0 and <= 1)) Throw.OutOfRange($"{nameof(pValues)}[{i}]", sorted[i], "a number in [0, 1]");
            order[i] = i;
        }

        Array.Sort(sorted, order);
        var adjusted = new double[sorted.Length];
        double largest = 0;
        for (int rank = 0; rank < sorted.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (sorted.Length - rank) * sorted[rank]));
            adjusted[order[rank]] = largest;
        }

        return adjusted;
    }
}
