namespace Extropy.Evolution.Numeric.Solving;

/// <summary>Natural logarithms that are the same bytes on every machine; the runtime's own differ with the C library.</summary>
internal static class Logarithm
{
    private const double Ln2 = 0.69314718055994530942;
    private const long ExponentMask = 0x7FFL << 52;
    private const int Bias = 1022;
    private const int LastPower = 21;

    /// <summary>ln x for a normal positive x, to about 2 ulp.</summary>
    public static double Of(double x)
    {
        (double mantissa, int exponent) = Split(x);
        double s = (mantissa - 1) / (mantissa + 1), q = s * s;
        double series = 0;
        for (int power = LastPower; power >= 1; power -= 2) series = (1.0 / power) + (q * series);
        return (exponent * Ln2) + (2 * s * series);
    }

    /// <summary>Σ ln xₖ with one logarithm: the product is kept as a mantissa and an exponent.</summary>
    public static double OfProduct(ReadOnlySpan<double> x)
    {
        double product = 1;
        long exponents = 0;
        foreach (double value in x)
        {
            (double mantissa, int exponent) = Split(value);
            product *= mantissa;
            exponents += exponent;
            if (product is > 1e-200 and < 1e200) continue;
            (product, exponent) = Split(product);
            exponents += exponent;
        }

        return (exponents * Ln2) + Of(product);
    }

    // x = mantissa · 2^exponent with the mantissa in [√½, √2)
    private static (double Mantissa, int Exponent) Split(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits & ExponentMask) >> 52) - Bias;
        double mantissa = BitConverter.Int64BitsToDouble((bits & ~ExponentMask) | ((long)Bias << 52));
        return mantissa < 0.70710678118654752 ? (mantissa * 2, exponent - 1) : (mantissa, exponent);
    }
}
