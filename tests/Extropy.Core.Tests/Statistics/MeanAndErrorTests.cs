using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class MeanAndErrorTests
{
    [Fact]
    public void Of_KnownSample_HasItsMoments()
    {
        MeanAndError moments = MeanAndError.Of([2, 4, 4, 4, 5, 5, 7, 9]);

        Assert.Equal(5, moments.Mean, 1e-14);
        Assert.Equal(32.0 / 7, moments.Variance, 1e-14);
        Assert.Equal(Math.Sqrt(32.0 / 7), moments.StandardDeviation, 1e-14);
        Assert.Equal(Math.Sqrt(32.0 / 56), moments.StandardError, 1e-14);
    }

    [Fact]
    public void Of_LargeOffset_KeepsTheVariance() => Assert.Equal(1, MeanAndError.Of([1e9, 1e9 + 1, 1e9 + 2]).Variance, 1e-12);

    [Fact]
    public void Of_EmptyOrSingle_HasNoSpread()
    {
        Assert.Equal(default, MeanAndError.Of([]));
        Assert.Equal(3, MeanAndError.Of([3]).Mean);
        Assert.Equal(double.NaN, MeanAndError.Of([3]).StandardError);
    }

    [Fact]
    public void Join_AnySplit_EqualsTheWhole() =>
        Gen.Select(Gen.Double[-1e3, 1e3].Array[0, 30], Gen.Double[-1e3, 1e3].Array[0, 30]).Sample((left, right) =>
        {
            MeanAndError joined = MeanAndError.Of(left).Join(MeanAndError.Of(right)), whole = MeanAndError.Of([.. left, .. right]);
            return joined.Count == whole.Count
                && Math.Abs(joined.Mean - whole.Mean) < 1e-10
                && Math.Abs(joined.SquaredDeviations - whole.SquaredDeviations) <= 1e-9 * (1 + whole.SquaredDeviations);
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Of_NonFinite_IsRefusedByPosition(double value) =>
        Assert.Equal(2, Assert.Throws<NonFiniteException>(() => MeanAndError.Of([1, 2, value])).Index);
}
