using Extropy.Core.Chance;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

/// <summary>Arms on the same seeds: what they share cancels.</summary>
public sealed class PairedMeansTests
{
    private static readonly RandomStream Resamples = RandomStream.FromSeed(2);

    [Fact]
    public void Of_AConstantLead_HasNoWidthAndWinsAll()
    {
        var compared = PairedMeans.Of([1.5, 8.5, 100.5, 3.5], [1, 8, 100, 3], Resamples);

        Assert.Equal((0.5, 0.5, 0.5), (compared.Difference.Low, compared.Difference.Estimate, compared.Difference.High));
        Assert.Equal((4, 0, 0.125), (compared.Test.Wins, compared.Test.Losses, compared.Test.PValue));
    }

    [Fact]
    public void Of_OnePairOrNone_HasNoInterval()
    {
        Assert.Equal(new Interval(-2, -2, -2, Interval.DefaultLevel), PairedMeans.Of([1], [3], Resamples).Difference);
        Assert.Equal(new Interval(0, 0, 0, Interval.DefaultLevel), PairedMeans.Of([], [], Resamples).Difference);
    }

    [Fact]
    public void Of_DifferentLengths_IsRefused() => Assert.Throws<ArgumentException>(() => PairedMeans.Of([1, 2], [1], Resamples));
}
