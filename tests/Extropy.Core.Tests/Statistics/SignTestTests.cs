using System.Numerics;
using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class SignTestTests
{
    [Theory]
    [InlineData(8, 2, 0.109375)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(3, 3, 1)]
    [InlineData(0, 0, 1)]
    public void Of_SmallCounts_IsTheClosedForm(long wins, long losses, double expected) =>
        Assert.Equal(expected, SignTest.Of(wins, losses, ties: 4).PValue, 1e-14);

    [Fact]
    public void Of_AnyCounts_EqualsExactArithmetic() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 400]).Sample((wins, losses) =>
        {
            double exact = ExactPValue(wins, losses);
            return Math.Abs(SignTest.Of(wins, losses).PValue - exact) <= 1e-11 * exact;
        });

    [Fact]
    public void Of_ManyPairs_DoesNotUnderflow() => Assert.InRange(SignTest.Of(500_400, 499_600).PValue, 0.423, 0.425); // normal: 2Φ(−0.799)

    [Fact]
    public void OfPairs_WithTies_DropsThem()
    {
        SignTest test = SignTest.OfPairs([1, 2, 3, 4, 5], [0, 2, 4, 3, 5]);

        Assert.Equal(SignTest.Of(2, 1, 2), test);
    }

    [Fact]
    public void OfPairs_Infinite_CountsAsLarger() => Assert.Equal(1, SignTest.OfPairs([double.PositiveInfinity], [0]).Wins);

    [Fact]
    public void OfPairs_BadSamples_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => SignTest.OfPairs([1], [1, 2]));
        Assert.Equal(1, Assert.Throws<NonFiniteException>(() => SignTest.OfPairs([1, double.NaN], [1, 2])).Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => SignTest.Of(-1, 2));
    }

    private static double ExactPValue(int wins, int losses)
    {
        BigInteger term = 1, tail = 0;
        int n = wins + losses;
        for (int k = 0; k <= Math.Min(wins, losses); k++)
        {
            tail += term;
            term = term * (n - k) / (k + 1);
        }

        return Math.Min(1, Math.Exp(BigInteger.Log(2 * tail) - n * Math.Log(2)));
    }
}
