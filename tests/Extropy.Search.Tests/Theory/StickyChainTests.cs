using Extropy.Core.Chance;
using Extropy.Search.Theory;

namespace Extropy.Search.Tests.Theory;

public sealed class StickyChainTests
{
    [Theory]
    [InlineData(64, 16, 13.199607511, 7.419479058, 12.455484051, 33.074570621)]
    [InlineData(256, 64, 51.314534234, 31.161812044, 52.313033015, 134.789379293)]
    public void ClosedForms_AtStay95_AreTheReferenceValues(int steps, int blocks, double entropy, double correlation, double divergence, double surprise)
    {
        var chain = new StickyChain(steps, 0.95);

        Assert.Equal(entropy, chain.EntropyNats, 1e-6);
        Assert.Equal(correlation, chain.TotalCorrelationNats(blocks), 1e-6);
        Assert.Equal(divergence, chain.RecombinationDivergenceNats(blocks), 1e-6);
        Assert.Equal(surprise, chain.RecombinedSurpriseNats(blocks), 1e-6);
    }

    [Fact]
    public void Recombination_OfAMemorylessPolicy_ChangesNothing()
    {
        var chain = new StickyChain(64, 0.5);

        Assert.Equal(0, chain.TotalCorrelationNats(16), 1e-12);
        Assert.Equal(0, chain.RecombinationDivergenceNats(16), 1e-12);
        Assert.Equal(chain.EntropyNats, chain.RecombinedSurpriseNats(16), 1e-9);
        Assert.Equal(1, chain.ProbabilityInsideShell(0), 1e-12);
        Assert.Equal(1, chain.RecombinedProbabilityInsideShell(16, 0), 1e-12);
    }

    /// <summary>Brute force over all 2^8 trajectories, k = 4 blocks of 2.</summary>
    [Theory]
    [InlineData(0.3)]
    [InlineData(0.8)]
    [InlineData(0.95)]
    public void ClosedForms_AgreeWithEnumeration(double stay)
    {
        const int steps = 8, blocks = 4;
        var chain = new StickyChain(steps, stay);
        double entropy = 0, recombined = 0, divergence = 0, insideP = 0, insideQ = 0;
        for (int code = 0; code < 1 << steps; code++)
        {
            (double p, double q) = Probabilities(code, steps, blocks, stay);
            double surprise = -Math.Log(p);
            entropy += p * surprise;
            recombined += q * surprise;
            divergence += q * Math.Log(q / p);
            if (!chain.IsInsideShell(surprise, 0.1)) continue;
            insideP += p;
            insideQ += q;
        }

        Assert.Equal(entropy, chain.EntropyNats, 1e-9);
        Assert.Equal(recombined, chain.RecombinedSurpriseNats(blocks), 1e-9);
        Assert.Equal(divergence, chain.RecombinationDivergenceNats(blocks), 1e-9);
        Assert.Equal(insideP, chain.ProbabilityInsideShell(0.1), 1e-9);
        Assert.Equal(insideQ, chain.RecombinedProbabilityInsideShell(blocks, 0.1), 1e-9);
    }

    [Fact]
    public void Samples_HaveTheClosedFormMeans()
    {
        const int samples = 4000, blocks = 16;
        var chain = new StickyChain(64, 0.9);
        RandomStream chance = RandomStream.FromSeed(11);
        double own = 0, recombined = 0;
        for (int i = 0; i < samples; i++)
        {
            own += chain.SampleSurpriseNats(chance, i) / samples;
            recombined += chain.SampleRecombinedSurpriseNats(blocks, chance, i) / samples;
        }

        double standardError = Math.Sqrt(chain.SurpriseVariance / samples);
        Assert.Equal(chain.EntropyNats, own, 4 * standardError);
        Assert.Equal(chain.RecombinedSurpriseNats(blocks), recombined, 8 * standardError);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Blocks_ThatDoNotDivideTheSteps_AreRefused(int blocks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StickyChain(64, 0.9).TotalCorrelationNats(blocks));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Stay_OutsideTheOpenInterval_IsRefused(double stay) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StickyChain(4, stay));

    private static (double P, double Q) Probabilities(int code, int steps, int blocks, double stay)
    {
        double p = 0.5, q = 0.5;
        for (int step = 1; step < steps; step++)
        {
            bool same = (code >> step & 1) == (code >> (step - 1) & 1);
            double transition = same ? stay : 1 - stay;
            p *= transition;
            q *= step % (steps / blocks) == 0 ? 0.5 : transition;
        }

        return (p, q);
    }
}
