using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Extropy.Core.Errors;

namespace Extropy.Learning.Optimisation;

/// <summary>The global norm of a gradient and the factor that clips it.</summary>
/// <remarks>Double precision; element i adds into lane i mod 16 and the lanes are joined in a fixed tree, so every machine finds the same
/// bits.</remarks>
public static class GradientNorm
{
    private const int Lanes = 16;

    /// <summary>‖g‖₂ = √Σg².</summary>
    /// <param name="gradients">g, any length; an empty one has norm 0.</param>
    /// <exception cref="NonFiniteException">A NaN or an infinity; the error names the first.</exception>
    public static double Of(ReadOnlySpan<float> gradients)
    {
        Vector512<double> lower = default, upper = default;
        int whole = gradients.Length - gradients.Length % Lanes;
        for (int i = 0; i < whole; i += Lanes) Add(gradients[i..], ref lower, ref upper);
        if (whole < gradients.Length)
        {
            Span<float> tail = stackalloc float[Lanes];
            tail.Clear();
            gradients[whole..].CopyTo(tail);
            Add(tail, ref lower, ref upper);
        }

        Vector512<double> eight = lower + upper;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        double norm = Math.Sqrt(two.ToScalar() + two.GetElement(1));
        if (!double.IsFinite(norm)) ThrowNonFinite(gradients);
        return norm;
    }

    /// <summary>min(1, limit / norm): what a gradient is multiplied with so that its norm stays within a limit (Pascanu et al. 2013).</summary>
    /// <param name="norm">‖g‖₂, not negative.</param>
    /// <param name="limit">Largest norm, positive; +∞ never clips.</param>
    public static double ClippingFactor(double norm, double limit) => norm > limit ? limit / norm : 1;

    private static void Add(ReadOnlySpan<float> block, ref Vector512<double> lower, ref Vector512<double> upper)
    {
        var (first, second) = Vector512.Widen(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(block)));
        lower += first * first;
        upper += second * second;
    }

    private static void ThrowNonFinite(ReadOnlySpan<float> gradients)
    {
        for (int i = 0; i < gradients.Length; i++)
            if (!float.IsFinite(gradients[i])) throw new NonFiniteException(nameof(gradients), i, gradients[i]);
    }
}
