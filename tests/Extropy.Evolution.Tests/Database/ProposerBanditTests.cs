using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class ProposerBanditTests
{
    [Fact]
    public void Probabilities_NothingLearned_AreEqual() => Assert.Equal([0.5, 0.5], Of(new ProposerBandit(2), 2));

    [Fact]
    public void Probabilities_OneUntried_GoesFirst()
    {
        var bandit = new ProposerBandit(3);
        bandit.Learn(0, 5, 1, 0);
        bandit.Learn(1, 5, 1, 0);

        Assert.Equal([0.1, 0.1, 0.8], Of(bandit, 3).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Probabilities_OneGains_LeadsAndTheOthersKeepAFifth()
    {
        var bandit = new ProposerBandit(3);
        for (int i = 0; i < 30; i++)
        {
            bandit.Learn(0, 1.0, 1.0, 0);
            bandit.Learn(1, 1.5, 1.0, 0);
            bandit.Learn(2, double.NegativeInfinity, 1.0, 0);
        }

        Assert.Equal([0.1, 0.8, 0.1], Of(bandit, 3).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Learn_LossesOfAnySize_CountAsNothing()
    {
        ProposerBandit mild = new(2), harsh = new(2);
        for (int i = 0; i < 10; i++)
        {
            mild.Learn(i % 2, 0.99, 1, 0);
            harsh.Learn(i % 2, i % 2 == 0 ? -1e9 : double.NegativeInfinity, 1, 0);
        }

        Assert.Equal(Of(mild, 2), Of(harsh, 2));
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-3)]
    [InlineData(1e6)] // exp of it is no double
    public void Learn_GainOfAnySize_IsTheLargestItself(double gain)
    {
        var bandit = new ProposerBandit(2);
        for (int i = 0; i < 10; i++)
        {
            bandit.Learn(0, gain, 0, 0);
            bandit.Learn(1, 0, 0, 0);
        }

        Assert.Equal([0.8, 0.2], Of(bandit, 2).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Probabilities_EquallyGoodAndOneCheaper_PreferTheCheap()
    {
        var bandit = new ProposerBandit(2);
        for (int i = 0; i < 20; i++)
        {
            bandit.Learn(0, 1.1, 1, 0.40);
            bandit.Learn(1, 1.1, 1, 0.01);
        }

        Assert.Equal([0.2, 0.8], Of(bandit, 2).Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Draw_OneProposer_NeedsNoChance()
    {
        Draws draws = RandomStream.FromSeed(1).At(0);

        Assert.Equal(0, new ProposerBandit(1).Draw(ref draws));
    }

    private static double[] Of(ProposerBandit bandit, int arms)
    {
        var probabilities = new double[arms];
        bandit.Probabilities(probabilities);
        return probabilities;
    }
}
