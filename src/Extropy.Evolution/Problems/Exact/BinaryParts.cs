using System.Numerics;

namespace Extropy.Evolution.Problems.Exact;

/// <summary>What a double stands for: mantissa · 2^exponent.</summary>
internal static class BinaryParts
{
    private const int FractionBits = 52;
    private const int Bias = 1075;

    /// <summary>The parts of a double, with an odd mantissa; (0, 0) for both zeros.</summary>
    /// <param name="value">Finite; subnormal numbers included.</param>
    public static (BigInteger Mantissa, int Exponent) Of(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "A finite number is needed.");
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> FractionBits) & 0x7FF;
        long mantissa = bits & ((1L << FractionBits) - 1);
        if (biased > 0) mantissa |= 1L << FractionBits;
        if (mantissa == 0) return (BigInteger.Zero, 0);

        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        return (double.IsNegative(value) ? -mantissa : mantissa, Math.Max(biased, 1) - Bias + zeros);
    }
}
