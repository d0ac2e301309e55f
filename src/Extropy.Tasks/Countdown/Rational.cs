using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Extropy.Tasks.Countdown;

/// <summary>An exact fraction in lowest terms with a positive denominator; compared without tolerance.</summary>
public readonly record struct Rational
{
    /// <summary>Longest text that is read as a number.</summary>
    private const int MaxLength = 40;

    /// <summary>A fraction.</summary>
    /// <exception cref="DivideByZeroException">The denominator is 0.</exception>
    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) throw new DivideByZeroException($"{numerator} cannot be divided by 0.");
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        Denominator = denominator / divisor;
    }

    /// <summary>The numerator; carries the sign.</summary>
    public BigInteger Numerator { get; }

    /// <summary>The denominator, at least 1. (0 only in <c>default</c>, which is no number.)</summary>
    public BigInteger Denominator { get; }

    /// <summary>True for whole numbers.</summary>
    public bool IsWhole => Denominator.IsOne;

    /// <summary>A whole number.</summary>
    public static implicit operator Rational(int number) => new(number, 1);

    /// <summary>A sum.</summary>
    public static Rational operator +(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>A difference.</summary>
    public static Rational operator -(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator - right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    /// <summary>A product.</summary>
    public static Rational operator *(Rational left, Rational right) =>
        new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    /// <summary>A quotient.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    /// <summary>Reads <c>12</c>, <c>-3</c> or <c>7/2</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rational number)
    {
        number = default;
        if (text is null || text.Length > MaxLength) return false;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string top = slash < 0 ? text : text[..slash], bottom = slash < 0 ? "1" : text[(slash + 1)..];
        if (!BigInteger.TryParse(top, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger numerator)) return false;
        if (!BigInteger.TryParse(bottom, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger denominator)) return false;
        if (denominator.IsZero) return false;
        number = new(numerator, denominator);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => IsWhole
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
