using CsCheck;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class WilsonIntervalTests
{
    [Theory] // Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Of_PublishedCases_MatchesTheTable(long successes, long trials, double low, double high)
    {
        Interval interval = WilsonInterval.Of(successes, trials);

        Assert.Equal(low, interval.Low, 0.00005);
        Assert.Equal(high, interval.High, 0.00005);
        Assert.Equal((double)successes / trials, interval.Estimate);
        Assert.Equal(0.95, interval.Level);
    }

    [Fact]
    public void Of_NoSuccessesOrNoFailures_EndsExactlyAtTheEdge()
    {
        Assert.Equal(0, WilsonInterval.Of(0, 7).Low);
        Assert.Equal(1, WilsonInterval.Of(7, 7).High);
    }

    [Fact]
    public void Of_AnyCounts_HoldsTheRateAndStaysInTheUnitInterval() =>
        Gen.Select(Gen.Long[1, 10_000], Gen.Double[0, 1], Gen.Double[0.5, 0.999]).Sample((trials, share, level) =>
        {
            Interval interval = WilsonInterval.Of((long)(share * trials), trials, level);
            return interval.Contains(interval.Estimate) && interval.Low >= 0 && interval.High <= 1 && interval.Width > 0;
        });

    [Fact]
    public void Of_SwappedRoles_IsMirrored() =>
        Gen.Select(Gen.Long[1, 500], Gen.Double[0, 1]).Sample((trials, share) =>
        {
            long successes = (long)(share * trials);
            return Math.Abs(WilsonInterval.Of(successes, trials).Low - (1 - WilsonInterval.Of(trials - successes, trials).High)) < 1e-12;
        });

    [Theory]
    [InlineData(1, 0, 0.95)]
    [InlineData(-1, 5, 0.95)]
    [InlineData(6, 5, 0.95)]
    [InlineData(1, 5, 1)]
    [InlineData(1, 5, double.NaN)]
    public void Of_ImpossibleArguments_IsRefused(long successes, long trials, double level) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WilsonInterval.Of(successes, trials, level));
}
