using CsCheck;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class PairedComparisonTests
{
    [Fact]
    public void Of_TwoVectors_CountsTheFourCells()
    {
        PairedComparison comparison = PairedComparison.Of([true, true, false, false, true], [true, false, true, false, false]);

        Assert.Equal(new PairedComparison(Both: 1, OnlyFirst: 2, OnlySecond: 1, Neither: 1), comparison);
        Assert.Equal(SignTest.Of(2, 1, 2), comparison.Test);
        Assert.Equal(0.2, comparison.Difference().Estimate, 1e-15);
    }

    [Theory] // Newcombe 1998, Statistics in Medicine 17:2635-2650, table II, method 10
    [InlineData(36, 12, 2, 0, 0.0569, 0.3404)]
    [InlineData(54, 0, 0, 0, -0.0664, 0.0664)]
    public void Difference_PublishedCases_MatchesTheTable(long both, long onlyFirst, long onlySecond, long neither, double low, double high)
    {
        Interval difference = new PairedComparison(both, onlyFirst, onlySecond, neither).Difference();

        Assert.Equal(low, difference.Low, 0.00005);
        Assert.Equal(high, difference.High, 0.00005);
    }

    [Fact]
    public void Difference_PositiveCorrelation_IsCorrectedForContinuity() // without the correction: 0.0618 to 0.3242
    {
        Interval difference = new PairedComparison(20, 12, 2, 16).Difference();

        Assert.Equal(0.0562, difference.Low, 0.00005);
        Assert.Equal(0.3292, difference.High, 0.00005);
    }

    [Fact]
    public void Difference_AnyCounts_HoldsTheEstimateAndMirrors() =>
        Gen.Select(Gen.Long[0, 60], Gen.Long[0, 60], Gen.Long[0, 60], Gen.Long[1, 60]).Sample((both, onlyFirst, onlySecond, neither) =>
        {
            Interval forward = new PairedComparison(both, onlyFirst, onlySecond, neither).Difference();
            Interval backward = new PairedComparison(both, onlySecond, onlyFirst, neither).Difference();
            return forward.Contains(forward.Estimate) && forward.Low >= -1 && forward.High <= 1
                && Math.Abs(forward.Low + backward.High) < 1e-12;
        });

    [Fact]
    public void Difference_EveryTableOfThirtyPuzzles_CoversTheTruthNearItsLevel()
    {
        double[] truth = [0.45, 0.25, 0.10, 0.20]; // both, only first, only second, neither

        double coverage = Coverage(30, truth);

        Assert.InRange(coverage, 0.94, 0.97);
    }

    [Fact]
    public void Of_UnusableVectors_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([], []));
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([true], [true, false]));
    }

    /// <summary>Exact coverage of the 95 % interval: the probability of the tables whose interval holds the true difference.</summary>
    private static double Coverage(int n, double[] truth)
    {
        double covered = 0;
        for (int a = 0; a <= n; a++)
        {
            for (int b = 0; a + b <= n; b++)
            {
                for (int c = 0; a + b + c <= n; c++)
                {
                    int[] cells = [a, b, c, n - a - b - c];
                    double logTerms = cells.Zip(truth).Sum(pair => pair.First * Math.Log(pair.Second) - LogFactorial(pair.First));
                    Interval interval = new PairedComparison(a, b, c, cells[3]).Difference();
                    if (interval.Contains(truth[1] - truth[2])) covered += Math.Exp(LogFactorial(n) + logTerms);
                }
            }
        }

        return covered;
    }

    private static double LogFactorial(int n) => Enumerable.Range(1, n).Sum(i => Math.Log(i));
}
