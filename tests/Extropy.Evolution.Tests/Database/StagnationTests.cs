using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class StagnationTests
{
    [Fact]
    public void Round_FiveWithoutAGain_IsDueAndCountsAnew()
    {
        var stagnation = new Stagnation(5, 0.01);
        stagnation.Start(1);

        bool[] due = [.. Enumerable.Range(0, 10).Select(_ => stagnation.Round(0.5))];

        Assert.Equal([false, false, false, false, true, false, false, false, false, true], due);
    }

    [Fact]
    public void Round_GainAboveTheMargin_CountsAnew()
    {
        var stagnation = new Stagnation(2, 0.01);
        stagnation.Start(1);

        Assert.False(stagnation.Round(1));
        Assert.False(stagnation.Round(1.02));
        Assert.False(stagnation.Round(1.02));
        Assert.True(stagnation.Round(1.02));
    }

    [Fact]
    public void Round_ManySmallGains_AreNoGainButANewBest()
    {
        var stagnation = new Stagnation(3, 0.01);
        stagnation.Start(1);

        Assert.False(stagnation.Round(1.009));
        Assert.False(stagnation.Round(1.018)); // .009 above the best by now: each is measured against the best before it
        Assert.True(stagnation.Round(1.027));
        Assert.Equal(0, stagnation.WithoutBest);
    }

    [Fact]
    public void Round_WithoutACandidate_CountsAsStagnant()
    {
        var stagnation = new Stagnation(1, 0);

        Assert.False(stagnation.Round(0)); // the first of all is a gain
        Assert.True(stagnation.Round(double.NegativeInfinity));
        Assert.Equal(1, stagnation.WithoutBest);
    }
}
