using Extropy.Core.Chance;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class ShareMeanTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(1).For("share-mean-tests");

    [Fact]
    public void Of_ZerosAndOnes_IsWilson()
    {
        ShareMean mean = ShareMean.Of([1, 0, 0, 1, 1], Stream);

        Assert.Equal((WilsonInterval.Of(3, 5), IntervalMethod.Wilson), (mean.Interval, mean.Method));
        Assert.True(ShareMean.Of([0, 0, 0], Stream).Interval.High > 0.3); // nothing seen is not nothing there
    }

    [Fact]
    public void Of_Shares_IsTheBootstrapOfTheMean()
    {
        double[] shares = [.. Enumerable.Range(0, 40).Select(i => i % 5 / 4.0)];

        ShareMean mean = ShareMean.Of(shares, Stream);

        Assert.Equal(IntervalMethod.Bootstrap, mean.Method);
        Assert.Equal(0.5, mean.Interval.Estimate, 1e-12);
        double half = 1.96 * MeanAndError.Of(shares).StandardError;
        Assert.InRange(mean.Interval.Low, 0.5 - 1.15 * half, 0.5 - 0.85 * half);
        Assert.InRange(mean.Interval.High, 0.5 + 0.85 * half, 0.5 + 1.15 * half);
        Assert.Equal(mean, ShareMean.Of(shares, Stream));
    }

    [Fact]
    public void Of_ManyUnits_IsNormal()
    {
        double[] shares = [.. Enumerable.Range(0, ShareMean.ManyUnits).Select(i => i % 5 / 4.0)];

        ShareMean mean = ShareMean.Of(shares, Stream);

        Assert.Equal(IntervalMethod.Normal, mean.Method);
        Assert.Equal(2 * 1.959964 * MeanAndError.Of(shares).StandardError, mean.Interval.Width, 1e-7);
    }

    [Fact]
    public void Of_OneShare_SaysNothingAboutOthers()
    {
        ShareMean mean = ShareMean.Of([0.25], Stream);

        Assert.Equal((0, 0.25, 1, IntervalMethod.None), (mean.Interval.Low, mean.Interval.Estimate, mean.Interval.High, mean.Method));
    }

    [Fact]
    public void Of_NoSharesOrNoShare_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => ShareMean.Of([], Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareMean.Of([0.5, 1.1], Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => ShareMean.Of([0.5, double.NaN], Stream));
    }
}
