using CsCheck;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class PassAtKTests
{
    [Theory]
    [InlineData(4, 1, 2, 0.5)]
    [InlineData(5, 3, 3, 1)] // only two are wrong
    [InlineData(5, 0, 3, 0)]
    [InlineData(10, 3, 1, 0.3)]
    public void Of_KnownCases_IsExact(int samples, int correct, int k, double expected) =>
        Assert.Equal(expected, PassAtK.Of(samples, correct, k), 1e-15);

    [Fact]
    public void Of_EverySmallCase_AgreesWithAllSubsets()
    {
        foreach ((int n, int c, int k) in from n in Enumerable.Range(1, 9) from c in Enumerable.Range(0, n + 1) from k in Enumerable.Range(1, n) select (n, c, k))
            Assert.Equal(Subsets.Of(n, k).Average(subset => subset.Any(sample => sample < c) ? 1.0 : 0.0), PassAtK.Of(n, c, k), 1e-12);
    }

    [Fact]
    public void Of_OneSample_IsAvgToTheBit() => Group.Sample((n, c) => PassAtK.Of(n, c, 1) == AvgAtK.Of(n, c));

    [Fact]
    public void Of_AllSamples_IsWhetherOneIsCorrect() => Group.Sample((n, c) => PassAtK.Of(n, c, n) == (c > 0 ? 1 : 0));

    [Fact]
    public void Of_MoreSamples_NeverFalls() => Group.Sample((n, c) =>
    {
        double[] curve = [.. Enumerable.Range(1, n).Select(k => PassAtK.Of(n, c, k))];
        return curve.Zip(curve.Skip(1)).All(pair => pair.Second >= pair.First - 1e-12) && curve.All(value => value is >= 0 and <= 1);
    });

    [Fact]
    public void Of_IndependentSamples_IsUnbiased()
    {
        const double p = 0.3;
        double expected = Enumerable.Range(0, 7).Sum(c => Chance(6, c, p) * PassAtK.Of(6, c, 4));

        Assert.Equal(1 - Math.Pow(1 - p, 4), expected, 1e-12);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(4, -1, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(4, 1, 0)]
    [InlineData(4, 1, 5)]
    public void Of_OutsideTheRange_IsRefused(int samples, int correct, int k) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PassAtK.Of(samples, correct, k));

    private static Gen<(int Samples, int Correct)> Group { get; } =
        Gen.Select(Gen.Int[1, 200], Gen.Double[0, 1]).Select((n, share) => (n, (int)Math.Round(share * n)));

    private static double Chance(int n, int c, double p) => Subsets.Of(n, c).Count() * Math.Pow(p, c) * Math.Pow(1 - p, n - c);
}
