using System.Globalization;
using System.Numerics;

namespace Extropy.Evolution.Problems.Exact;

/// <summary>An exact rational number in lowest terms.</summary>
public sealed record Fraction : IComparable<Fraction>
{
    private const int MantissaBits = 53;
    private const int LowestExponent = -1074;
    private const int HighestExponent = 1023 - MantissaBits + 1;

    /// <summary>Reduces to lowest terms with a positive denominator.</summary>
    /// <param name="numerator">Any.</param>
    /// <param name="denominator">Not 0.</param>
    /// <exception cref="DivideByZeroException">A denominator of 0.</exception>
    public Fraction(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException("A fraction's denominator is not 0.");
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    /// <summary>Above the line, with the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Below the line, at least 1.</summary>
    public BigInteger Denominator { get; }

    /// <summary>The binary fraction that a double is.</summary>
    /// <param name="value">Finite.</param>
    public static Fraction Of(double value)
    {
        (BigInteger mantissa, int exponent) = BinaryParts.Of(value);
        return exponent >= 0 ? new Fraction(mantissa << exponent, BigInteger.One) : new Fraction(mantissa, BigInteger.One << -exponent);
    }

    /// <inheritdoc/>
    public int CompareTo(Fraction? other) => other is null ? 1 : (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>The exact difference.</summary>
    public Fraction Minus(Fraction other) =>
        new((Numerator * other.Denominator) - (other.Numerator * Denominator), Denominator * other.Denominator);

    /// <summary>The largest double that is not above this number; −∞ below every double.</summary>
    public double RoundDown() => Numerator.Sign < 0 ? -Magnitude(away: true) : Magnitude(away: false);

    /// <summary>The smallest double that is not below this number; +∞ above every double.</summary>
    public double RoundUp() => Numerator.Sign < 0 ? -Magnitude(away: false) : Magnitude(away: true);

    /// <summary>Decimal digits of the neighbour on a grid of 10^−<paramref name="places"/>, for example <c>0.333</c>.</summary>
    /// <param name="places">Digits after the point, 0 to 1,000.</param>
    /// <param name="up">The neighbour that is not below; else the one that is not above.</param>
    public string ToDecimal(int places, bool up)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(places);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(places, 1000);
        var quotient = BigInteger.DivRem(Numerator * BigInteger.Pow(10, places), Denominator, out BigInteger rest);
        if (up && rest.Sign > 0) quotient++;
        if (!up && rest.Sign < 0) quotient--;
        string digits = BigInteger.Abs(quotient).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
        string sign = quotient.Sign < 0 ? "-" : "";
        return places == 0 ? sign + digits : $"{sign}{digits[..^places]}.{digits[^places..]}";
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");

    /// <summary>|this| as a double, rounded towards 0 or away from it.</summary>
    private double Magnitude(bool away)
    {
        var numerator = BigInteger.Abs(Numerator);
        if (numerator.IsZero) return 0;

        long size = (long)numerator.GetBitLength() - (long)Denominator.GetBitLength();
        int exponent = (int)Math.Clamp(size - MantissaBits, LowestExponent, HighestExponent + 1);
        BigInteger scaledUp = exponent < 0 ? numerator << -exponent : numerator, scaledDown = exponent > 0 ? Denominator << exponent : Denominator;
        var quotient = BigInteger.DivRem(scaledUp, scaledDown, out BigInteger rest);
        bool isExact = rest.IsZero;
        if (quotient.GetBitLength() == MantissaBits + 1)
        {
            isExact &= quotient.IsEven;
            quotient >>= 1;
            exponent++;
        }

        if (exponent > HighestExponent || quotient.GetBitLength() > MantissaBits) return away ? double.PositiveInfinity : double.MaxValue;
        if (away && !isExact) quotient++;
        return Math.ScaleB((double)quotient, exponent);
    }
}
