using Extropy.Core.Chance;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Mechanism;

namespace Extropy.Evolution.Tests.Goals;

public sealed class BucketScoreTests
{
    [Fact]
    public void Of_ThePrintedVector_GivesThePrintedScores()
    {
        double[] effective = Scored([2.601, 2.604, 2.62, 2.45], [0.2, 0.9, 0.1, 1]);

        Assert.Equal(2.60396, effective[0], 1e-12);
        Assert.Equal(2.61782, effective[1], 1e-12);
        Assert.Equal(2.62198, effective[2], 1e-12);
        Assert.Equal(2.5985, effective[3], 1e-12);
    }

    [Fact]
    public void Of_RandomSets_AHigherBucketWinsAndInsideOneTheGoalsDecide()
    {
        for (int trial = 0; trial < 300; trial++)
        {
            (double[] merits, double[] backward) = Set(trial);

            double[] effective = Scored(merits, backward);

            double[] buckets = [.. merits.Select(merit => Math.Round(merit / 0.01, MidpointRounding.ToEven))];
            bool isOne = buckets.Distinct().Count() == 1;
            for (int i = 0; i < merits.Length; i++)
            {
                for (int j = 0; j < merits.Length; j++)
                {
                    if (buckets[i] > buckets[j]) Assert.True(effective[i] > effective[j]);
                    if (buckets[i] == buckets[j] && !isOne) Assert.Equal(Math.Sign(backward[i].CompareTo(backward[j])), Math.Sign(effective[i].CompareTo(effective[j])));
                    if (isOne) Assert.Equal(effective[i], effective[j]);
                }
            }
        }
    }

    [Fact]
    public void Of_NoGoals_IsTheMerit() => Assert.Equal([2.601, 2.604], Scored([2.601, 2.604], [double.NaN, double.NaN]));

    [Fact]
    public void Of_OneMissing_CountsAsZero() => Assert.Equal(Scored([2.6, 2.62, 2.64], [0, 0.4, 1]), Scored([2.6, 2.62, 2.64], [double.NaN, 0.4, 1]));

    [Fact]
    public void Of_OneBucket_MakesAllEqual() => Assert.Single(Scored([2.601, 2.602, 2.599], [0, 0.5, 1]).Distinct());

    [Fact]
    public void Of_HalfwayBetweenBuckets_RoundsToEven() => Assert.Equal([2, 2], [.. new BucketScoreProbe(1).Of([1.5, 2.5], [0, 0])]);

    [Fact]
    public void Of_NegativeMerits_KeepTheirOrder()
    {
        double[] effective = Scored([-12.9, -13.2], [0, 1]);

        Assert.True(effective[0] > effective[1]);
    }

    [Fact]
    public void Of_HugeMerits_StaysFiniteAndOrdered()
    {
        double[] effective = new BucketScoreProbe(0.05).Of([-1e300, double.MaxValue, double.MinValue, -13, 1e17, 1e17 + 16], [1, 1, 1, 1, 1, 0]);

        Assert.All(effective, score => Assert.True(double.IsFinite(score)));
        Assert.True(effective[2] < effective[0] && effective[0] < effective[3] && effective[3] < effective[4]);
        Assert.True(effective[4] < effective[5] && effective[5] < effective[1]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Width_ThatIsNone_IsRefused(double width) => Assert.Throws<ArgumentOutOfRangeException>(() => new BucketScore(width));

    private static (double[] Merits, double[] Backward) Set(int trial)
    {
        Draws draws = RandomStream.FromSeed(11).At(trial);
        int count = 4 + draws.NextInt(20);
        double[] merits = new double[count], backward = new double[count];
        for (int i = 0; i < count; i++) (merits[i], backward[i]) = (2.4 + (0.2 * draws.NextUniform()), draws.NextUniform());
        return (merits, backward);
    }

    private static double[] Scored(double[] merits, double[] backward) => new BucketScoreProbe(0.01).Of(merits, backward);

    private sealed class BucketScoreProbe(double width)
    {
        public double[] Of(double[] merits, double[] backward)
        {
            var effective = new double[merits.Length];
            new BucketScore(width).Of(merits, backward, effective);
            return effective;
        }
    }
}
