using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class PatchMixTests
{
    [Fact]
    public void Mix_WithDonor_HasThePublishedProbabilities()
    {
        double[] probabilities = [.. PatchKinds.OfParents.Select(kind => PatchMix.Recombining.ProbabilityOf(kind, hasDonor: true))];

        Assert.Equal([0.5, 0.3, 0.05, 0.05, 0.05, 0.05], probabilities.Select(p => Math.Round(p, 12)));
    }

    [Fact]
    public void Mix_WithoutDonor_DropsCrossesAndDividesTheRestAnew()
    {
        double[] probabilities = [.. PatchKinds.OfParents.Select(kind => PatchMix.Recombining.ProbabilityOf(kind, hasDonor: false))];

        Assert.Equal(0.5 / 0.85, probabilities[0], 12);
        Assert.Equal(0.3 / 0.85, probabilities[1], 12);
        Assert.Equal(0.05 / 0.85, probabilities[2], 12);
        Assert.Equal([0, 0, 0], probabilities[3..]);
    }

    [Fact]
    public void Mix_OnlyCrossesAndNoDonor_MakesADiff()
    {
        Draws draws = RandomStream.FromSeed(1).At(0);

        Assert.Equal(PatchKind.Diff, PatchMix.Of(cross: 1).Draw(ref draws, hasDonor: false));
    }

    [Fact]
    public void Mix_ManyDraws_MatchTheProbabilities()
    {
        const int Count = 20_000;
        var counts = new int[7];
        for (int i = 0; i < Count; i++)
        {
            Draws draws = RandomStream.FromSeed(7).At(i);
            counts[(int)PatchMix.Pivoting.Draw(ref draws, hasDonor: true)]++;
        }

        foreach (PatchKind kind in PatchKinds.OfParents)
        {
            double expected = PatchMix.Pivoting.ProbabilityOf(kind, hasDonor: true);
            Assert.InRange(counts[(int)kind] / (double)Count, expected - 0.015, expected + 0.015); // over four standard deviations
        }

        Assert.Equal(0, counts[(int)PatchKind.Seed]);
    }

    [Fact]
    public void Mix_NegativeOrMissingWeights_AreNamed()
    {
        Assert.Single(new PatchMix([0, 1]).Faults());
        Assert.Single(PatchMix.Of(diff: -1, full: 2).Faults());
        Assert.Single(PatchMix.Of().Faults());
        Assert.Empty(PatchMix.Plain.Faults());
    }
}
