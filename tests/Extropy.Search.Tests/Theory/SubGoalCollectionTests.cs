using Extropy.Search.Theory;

namespace Extropy.Search.Tests.Theory;

public sealed class SubGoalCollectionTests
{
    [Theory]
    [InlineData(0.3, 8, 35_094, 13, 15)]
    [InlineData(0.2, 6, 35_977, 19, 21)]
    [InlineData(0.1, 6, 2_302_584, 39, 41)]
    [InlineData(0.3, 4, 284, 11, 13)]
    public void Candidates_AtTenPercentFailure_AreTheReferenceValues(double probability, int goals, long terminal, long coverage, long bound)
    {
        double[] probabilities = [.. Enumerable.Repeat(probability, goals)];

        Assert.Equal(terminal, SubGoalCollection.TerminalOnlyCandidates(probabilities, 0.1));
        Assert.Equal(coverage, SubGoalCollection.CoverageCandidates(probabilities, 0.1));
        Assert.Equal(bound, SubGoalCollection.CoverageBound(probabilities, 0.1));
    }

    [Fact]
    public void CoverageProbability_OfUnequalGoals_AgreesWithEnumeration()
    {
        double[] probabilities = [0.2, 0.7];
        double enumerated = 0;
        for (int outcomes = 0; outcomes < 1 << 6; outcomes++) // three candidates, two goals
        {
            double mass = 1;
            for (int bit = 0; bit < 6; bit++)
                mass *= (outcomes >> bit & 1) == 1 ? probabilities[bit % 2] : 1 - probabilities[bit % 2];
            if ((outcomes & 0b010101) != 0 && (outcomes & 0b101010) != 0) enumerated += mass;
        }

        Assert.Equal(enumerated, SubGoalCollection.CoverageProbability(probabilities, 3), 1e-12);
    }
}
