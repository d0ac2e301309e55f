using System.Numerics;
using CsCheck;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Tests.Problems.Exact;

public sealed class FractionTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-1.5)]
    [InlineData(0.1)]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(2.2250738585072009e-308)] // the largest subnormal
    [InlineData(2.2250738585072014e-308)] // the smallest normal
    [InlineData(double.MaxValue)]
    [InlineData(double.MinValue)]
    public void Of_Double_ComesBackToTheBit(double value)
    {
        var fraction = Fraction.Of(value);

        Assert.Equal(value, fraction.RoundDown());
        Assert.Equal(value, fraction.RoundUp());
    }

    [Fact]
    public void Of_NegativeZero_IsZero() => Assert.Equal(new Fraction(0, 1), Fraction.Of(double.NegativeZero));

    [Fact]
    public void Of_AnyDouble_ComesBackToTheBit() => Gen.Double.Where(double.IsFinite).Sample(value =>
        Fraction.Of(value).RoundDown() == value && Fraction.Of(value).RoundUp() == value);

    [Fact]
    public void Rounding_BetweenTwoDoubles_GivesTheNeighbours() => Gen.Double.Where(value => double.IsFinite(value) && value < 1e308).Sample(value =>
    {
        Fraction low = Fraction.Of(value), high = Fraction.Of(Math.BitIncrement(value));
        Fraction third = new(
            (2 * low.Numerator * high.Denominator) + (high.Numerator * low.Denominator), 3 * low.Denominator * high.Denominator);
        return third.RoundDown() == value && third.RoundUp() == Math.BitIncrement(value);
    });

    [Fact]
    public void Rounding_BeyondTheRange_StopsAtItsEnd()
    {
        Fraction huge = new(BigInteger.One << 5000, BigInteger.One), tiny = new(BigInteger.One, BigInteger.One << 5000);

        Assert.Equal(double.MaxValue, huge.RoundDown());
        Assert.Equal(double.PositiveInfinity, huge.RoundUp());
        Assert.Equal(0, tiny.RoundDown());
        Assert.Equal(double.Epsilon, tiny.RoundUp());
        Assert.Equal(-double.Epsilon, new Fraction(-tiny.Numerator, tiny.Denominator).RoundDown());
    }

    [Fact]
    public void Rounding_JustBelowAPowerOfTwo_CarriesOver()
    {
        Fraction below = new((BigInteger.One << 60) - 1, BigInteger.One);

        Assert.Equal(Math.BitDecrement(Math.ScaleB(1, 60)), below.RoundDown());
        Assert.Equal(Math.ScaleB(1, 60), below.RoundUp());
    }

    [Theory]
    [InlineData(1, 3, 4, false, "0.3333")]
    [InlineData(1, 3, 4, true, "0.3334")]
    [InlineData(-1, 3, 4, false, "-0.3334")]
    [InlineData(-1, 3, 4, true, "-0.3333")]
    [InlineData(5, 2, 1, false, "2.5")]
    [InlineData(7, 2, 0, true, "4")]
    [InlineData(0, 5, 3, false, "0.000")]
    public void ToDecimal_RoundsToTheSideAskedFor(int numerator, int denominator, int places, bool up, string expected) =>
        Assert.Equal(expected, new Fraction(numerator, denominator).ToDecimal(places, up));

    [Fact]
    public void Fraction_IsReducedWithAPositiveDenominator() => Assert.Equal("-2/3", new Fraction(4, -6).ToString());

    [Fact]
    public void Compare_IsExact()
    {
        Assert.True(new Fraction(1, 3).CompareTo(Fraction.Of(1.0 / 3)) > 0);
        Assert.Equal(0, new Fraction(2, 4).CompareTo(new Fraction(1, 2)));
    }
}
