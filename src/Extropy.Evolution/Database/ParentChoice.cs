using Extropy.Core.Chance;
using Extropy.Models.Kernels;

namespace Extropy.Evolution.Database;

/// <summary>
/// Who becomes a parent: candidate i with probability proportional to sigmoid(sharpness · (eᵢ − med) / max(MAD, 1e−6)) · 1 / (1 + childrenᵢ), where e are the
/// effective scores, med their median and MAD the median of |e − med|. Good ones are preferred, and those that were tried less.
/// </summary>
internal static class ParentChoice
{
    /// <summary>Below this spread all scores count as equal.</summary>
    public const double SmallestSpread = 1e-6;

    private const double SteepestExponent = 700; // beyond it a double cannot tell the sigmoid from 0 or 1

    /// <summary>The weights of a set.</summary>
    /// <param name="effective">Shape [n], n ≥ 1, finite.</param>
    /// <param name="children">Shape [n]: children of each.</param>
    /// <param name="sharpness">Not negative.</param>
    /// <param name="weights">Shape [n]; receives positive weights, not normalised.</param>
    public static void Weigh(ReadOnlySpan<double> effective, ReadOnlySpan<int> children, double sharpness, Span<double> weights)
    {
        effective.CopyTo(weights);
        double median = MedianOf(weights);
        for (int i = 0; i < effective.Length; i++) weights[i] = Math.Abs(effective[i] - median);
        double spread = Math.Max(MedianOf(weights), SmallestSpread);
        for (int i = 0; i < effective.Length; i++)
        {
            double exponent = Math.Clamp(sharpness * (effective[i] - median) / spread, -SteepestExponent, SteepestExponent);
            double sigmoid = 1 / (1 + Elementary.Exp(-exponent));
            weights[i] = sigmoid / (1 + children[i]);
        }
    }

    /// <summary>Draws one of a set.</summary>
    /// <param name="effective">Shape [n], n ≥ 1, finite.</param>
    /// <param name="children">Shape [n].</param>
    /// <param name="sharpness">Not negative.</param>
    /// <param name="buffer">At least n numbers; what they are does not matter.</param>
    /// <param name="draws">Chance.</param>
    public static int Draw(ReadOnlySpan<double> effective, ReadOnlySpan<int> children, double sharpness, double[] buffer, ref Draws draws)
    {
        Weigh(effective, children, sharpness, buffer.AsSpan(0, effective.Length));
        return draws.NextCategorical(buffer.AsSpan(0, effective.Length)); // the median's own weight is a half over its children, so the sum is positive
    }

    private static double MedianOf(Span<double> values)
    {
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
    }
}
