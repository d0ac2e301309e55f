using System.Numerics;

namespace Extropy.Search.Bes.Selection;

/// <summary>
/// exp for selection weights, the same bits on every machine and for any vector width: plain IEEE additions and multiplications in a fixed
/// order, never fused.
/// </summary>
internal static class Boltzmann
{
    private const double Smallest = -708; // below: under the smallest normal double, no weight
    private const long Bias = 1023;
    private const int Mantissa = 52;
    private const double Log2OfE = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490; // ln 2 in two parts: k · high is exact
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>1/n!, highest power first.</summary>
    private static ReadOnlySpan<double> Taylor =>
    [
        1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120,
        1.0 / 24, 1.0 / 6, 0.5, 1, 1,
    ];

    /// <summary>exp of every entry, in place: the bits of <see cref="Weight"/>.</summary>
    /// <param name="exponents">Each ≤ 0, or −∞.</param>
    public static void Weigh(Span<double> exponents)
    {
        int i = 0;
        for (; i <= exponents.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Span<double> part = exponents.Slice(i, Vector<double>.Count);
            var x = new Vector<double>(part);
            Vector<double> k = Vector.Round(x * Log2OfE);
            Vector<double> r = x - k * Ln2High - k * Ln2Low;
            Vector<double> sum = Vector<double>.Zero;
            foreach (double coefficient in Taylor) sum = sum * r + new Vector<double>(coefficient);
            Vector<long> power = Vector.ShiftLeft(Vector.ConvertToInt64(k) + new Vector<long>(Bias), Mantissa);
            Vector<double> weight = sum * Vector.AsVectorDouble(power);
            Vector.ConditionalSelect(Vector.GreaterThan(x, new Vector<double>(Smallest)), weight, Vector<double>.Zero).CopyTo(part);
        }

        for (; i < exponents.Length; i++) exponents[i] = Weight(exponents[i]);
    }

    /// <summary>exp(<paramref name="x"/>).</summary>
    /// <param name="x">≤ 0: the maximum is subtracted before.</param>
    /// <returns>In [0, 1]; relative error below 1e-15; exactly 1 at 0.</returns>
    public static double Weight(double x)
    {
        if (!(x > Smallest)) return 0;
        double k = Math.Round(x * Log2OfE);
        double r = x - k * Ln2High - k * Ln2Low; // |r| ≤ ln 2 / 2: thirteen terms reach full precision
        double sum = 0;
        foreach (double coefficient in Taylor) sum = sum * r + coefficient;
        return sum * BitConverter.Int64BitsToDouble(((long)k + Bias) << Mantissa);
    }
}
