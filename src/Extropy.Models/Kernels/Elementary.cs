namespace Extropy.Models.Kernels;

/// <summary>
/// Elementary functions in double precision from exact operations, for tables built once. The runtime's own call the platform's C library,
/// whose last bits differ between systems.
/// </summary>
public static class Elementary
{
    private const double Ln2High = 6.93147180369123816490e-01; // 33 bits
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double HalfPiHigh = 1.57079632673412561417; // 33 bits
    private const double HalfPiMiddle = 6.07710050630396597660e-11; // next 33
    private const double HalfPiLow = 2.02226624879595063154e-21;

    /// <summary>eˣ for |x| ≤ 700, within 2 ulp: Taylor series of degree 14 after removing multiples of ln 2.</summary>
    public static double Exp(double x)
    {
        double n = Math.Round(x / (Ln2High + Ln2Low));
        double r = x - n * Ln2High - n * Ln2Low;
        double sum = 1;
        for (int i = 14; i > 0; i--) sum = Math.FusedMultiplyAdd(sum, r / i, 1);
        return Math.ScaleB(sum, (int)n);
    }

    /// <summary>ln x for positive normal x, within 4 ulp: ln m = 2 artanh((m − 1)/(m + 1)).</summary>
    public static double Log(double x)
    {
        int e = Math.ILogB(x);
        double m = Math.ScaleB(x, -e);
        if (m > 1.4142135623730951)
        {
            m /= 2;
            e++;
        }

        double s = (m - 1) / (m + 1);
        double square = s * s;
        double sum = 0;
        for (int i = 23; i > 0; i -= 2) sum = Math.FusedMultiplyAdd(sum, square, 2.0 / i);
        return Math.FusedMultiplyAdd(e, Ln2High, Math.FusedMultiplyAdd(e, Ln2Low, sum * s));
    }

    /// <summary>(sin x, cos x) for |x| ≤ 10⁶, absolute error below 10⁻¹⁵: Taylor series after removing multiples of π/2.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        double n = Math.Round(x / HalfPiHigh);
        double r = x - n * HalfPiHigh - n * HalfPiMiddle - n * HalfPiLow;
        double square = r * r;
        double sin = 1, cos = 1;
        for (int i = 16; i > 0; i -= 2)
        {
            sin = Math.FusedMultiplyAdd(sin, -square / (i * (i + 1)), 1);
            cos = Math.FusedMultiplyAdd(cos, -square / (i * (i - 1)), 1);
        }

        sin *= r;
        return ((long)n & 3) switch { 0 => (sin, cos), 1 => (cos, -sin), 2 => (-sin, -cos), _ => (-cos, sin) };
    }
}
