using Extropy.Core.Chance;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class ParentChoiceTests
{
    [Fact]
    public void Weigh_SpreadScores_FollowTheFormula()
    {
        double[] weights = new double[3]; // median 2, absolute deviations 1 0 2, their median 1

        ParentChoice.Weigh([1, 2, 4], [0, 1, 0], 10, weights);

        Assert.Equal(1 / (1 + Math.Exp(10)), weights[0], 12);
        Assert.Equal(0.5 / 2, weights[1], 12);
        Assert.Equal(1 / (1 + Math.Exp(-20)), weights[2], 12);
    }

    [Fact]
    public void Weigh_DeviationZero_ScalesByTheSmallestSpread()
    {
        double[] weights = new double[4]; // median 1, median deviation 0: one part in a million counts as a whole deviation

        ParentChoice.Weigh([1, 1, 1, 1 + 1e-7], [0, 0, 3, 0], 10, weights);

        Assert.Equal(0.5, weights[0], 12);
        Assert.Equal(0.5 / 4, weights[2], 12);
        Assert.Equal(1 / (1 + Math.Exp(-1)), weights[3], 6);
    }

    [Fact]
    public void Weigh_DeviationZeroAndFarScore_StaysFinite()
    {
        double[] weights = new double[3];

        ParentChoice.Weigh([1, 1, -1e300], [0, 0, 0], 10, weights);

        Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
        Assert.Equal(0, weights[2], 12);
    }

    [Fact]
    public void Draw_ManyTimes_MatchesTheWeights()
    {
        const int Count = 30_000;
        double[] buffer = new double[3];
        var counts = new int[3];

        for (int i = 0; i < Count; i++)
        {
            Draws draws = RandomStream.FromSeed(3).At(i);
            counts[ParentChoice.Draw([0, 0, 0], [0, 1, 3], 10, buffer, ref draws)]++;
        }

        double[] expected = [4.0 / 7, 2.0 / 7, 1.0 / 7]; // 1 : 1/2 : 1/4
        for (int i = 0; i < 3; i++) Assert.InRange(counts[i] / (double)Count, expected[i] - 0.012, expected[i] + 0.012);
    }
}
