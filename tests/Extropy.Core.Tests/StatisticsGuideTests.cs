using Extropy.Core.Information;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests;

/// <summary>Runs the example of docs/guide/statistics.md and checks the figures in its comments.</summary>
public sealed class StatisticsGuideTests
{
    [Fact]
    public void Example_Run_GivesThePrintedFigures()
    {
        bool[] bes = [true, true, true, false, true, true, true, true], tree = [true, false, false, false, true, false, true, false];
        Interval rate = WilsonInterval.Of(7, 8);
        PairedComparison paired = PairedComparison.Of(bes, tree);
        double p = paired.Test.PValue;
        double bits = Entropy.OfLogits<float>([0, 0, 0, 0]) / Math.Log(2);

        Assert.Equal((0.875, 0.529, 0.978), (rate.Estimate, Math.Round(rate.Low, 3), Math.Round(rate.High, 3)));
        Assert.Equal((4, 0), (paired.OnlyFirst, paired.OnlySecond));
        Assert.Equal(0.125, p, 1e-15);
        Assert.Equal(2, bits, 1e-15);
    }
}
