using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

/// <summary>Tabulated values of the normal distribution.</summary>
public sealed class NormalTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(40, 1)]
    [InlineData(-40, 0)]
    public void Cumulative_AtTabulatedPoint_IsTheTable(double x, double expected) => Assert.Equal(expected, Normal.Cumulative(x), 1e-15);

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.005, -2.5758293035489004)]
    [InlineData(0.9999, 3.719016485455709)]
    public void Quantile_AtTabulatedPoint_IsTheTable(double probability, double expected) =>
        Assert.Equal(expected, Normal.Quantile(probability), 1e-11);

    [Fact]
    public void Quantile_AtTheEnds_IsInfinite()
    {
        Assert.Equal(double.NegativeInfinity, Normal.Quantile(0));
        Assert.Equal(double.PositiveInfinity, Normal.Quantile(1));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Quantile_OutsideTheUnitInterval_IsRefused(double probability) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Normal.Quantile(probability));
}
