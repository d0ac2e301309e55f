using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Extropy.Models.Sampling;

/// <summary>
/// The exponential function and sums over sixteen double lanes, made of exact operations only (each lane IEEE 754, one rounding each), so
/// every instruction set returns the same bits.
/// </summary>
internal static class DoubleLanes
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01; // 33 bits: n · Ln2High is exact for |n| ≤ 2²⁰
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double RoundToInteger = 6755399441055744; // 1.5 · 2⁵²: adding it leaves the nearest integer in the low bits
    private const long ExponentBias = 1023;
    private const int MantissaBits = 52;

    /// <summary>Arguments at or below it give weight 0: e⁻⁷⁰⁸ is the last power before subnormal numbers.</summary>
    public static Vector512<double> Smallest => Vector512.Create(-708.0);

    /// <summary>eˣ for x ≤ 0: x = n ln 2 + r, Taylor series of degree 13 in r (remainder &lt; 0.1 ulp for
    /// |r| ≤ ½ ln 2), exponent bits. Within 1 ulp; 0 at or below <see cref="Smallest"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpOfNegative(Vector512<double> x)
    {
        Vector512<double> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(RoundToInteger));
        Vector512<double> n = shifted - Vector512.Create(RoundToInteger);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        Vector512<double> sum = Vector512.Create(1.0 / 6227020800);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 479001600));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 39916800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 3628800));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 362880));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 40320));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 5040));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0 / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1.0));
        Vector512<double> power = Vector512.ShiftLeft(shifted.AsInt64() + Vector512.Create(ExponentBias), MantissaBits).AsDouble();
        return Vector512.ConditionalSelect(Vector512.GreaterThan(x, Smallest), sum * power, Vector512<double>.Zero);
    }

    /// <summary>The sum of lanes 0…7 in <paramref name="lower"/> and 8…15 in <paramref name="upper"/>: partners 8, 4, 2, then 1 apart.</summary>
    public static double Sum(Vector512<double> lower, Vector512<double> upper)
    {
        Vector512<double> eight = lower + upper;
        Vector256<double> four = eight.GetLower() + eight.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }
}
