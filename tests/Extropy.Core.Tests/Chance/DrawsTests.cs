using CsCheck;
using Extropy.Core.Chance;

namespace Extropy.Core.Tests.Chance;

/// <summary>Distributions by chi-square at fixed seeds. Limits are the 99.9 % points of the table.</summary>
public sealed class DrawsTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(1).For("draws-tests");

    [Fact]
    public void NextInt_SevenSides_AreEquallyFrequent()
    {
        Draws draws = Stream.At(0);
        var counts = new int[7];

        for (int i = 0; i < 70_000; i++) counts[draws.NextInt(7)]++;

        Assert.InRange(ChiSquare(counts, [.. Enumerable.Repeat(10_000.0, 7)]), 0, 22.46);
    }

    [Fact]
    public void NextInt_LargeRange_IsNotBiasedDownwards() // 3·2²⁹ values: the naive remainder of 31 bits favours the lower third by half
    {
        const int range = 3 << 29;
        Draws draws = Stream.At(1);
        var counts = new int[3];

        for (int i = 0; i < 30_000; i++) counts[draws.NextInt(range) >> 29]++;

        Assert.InRange(ChiSquare(counts, [10_000, 10_000, 10_000]), 0, 13.82);
    }

    [Fact]
    public void NextInt_AnyRange_StaysInside() =>
        Gen.Select(Gen.Long, Gen.Int[-1000, 1000], Gen.Int[1, 1000]).Sample((step, min, width) =>
        {
            int value = Stream.At(step).NextInt(min, min + width);
            return value >= min && value < min + width;
        });

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void NextInt_EmptyRange_IsRefused(int exclusiveMax) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Stream.At(0).NextInt(exclusiveMax));

    [Fact]
    public void NextUniform_HundredBins_AreEquallyFrequentWithinTheUnitInterval()
    {
        Draws draws = Stream.At(2);
        var counts = new int[100];

        for (int i = 0; i < 100_000; i++) counts[(int)(draws.NextUniform() * 100)]++;

        Assert.InRange(ChiSquare(counts, [.. Enumerable.Repeat(1_000.0, 100)]), 0, 148.2);
    }

    [Fact]
    public void NextBernoulli_AtTheEnds_IsCertain() =>
        Gen.Long.Sample(step => !Stream.At(step).NextBernoulli(0) && Stream.At(step).NextBernoulli(1));

    [Fact]
    public void NextGaussian_ManyDraws_HaveTheNormalQuartiles()
    {
        Draws draws = Stream.At(3);
        var counts = new int[4];
        double[] borders = [-0.6744897501960817, 0, 0.6744897501960817];

        for (int i = 0; i < 40_000; i++)
        {
            double value = draws.NextGaussian();
            counts[borders.Count(border => value > border)]++;
        }

        Assert.InRange(ChiSquare(counts, [10_000, 10_000, 10_000, 10_000]), 0, 16.27);
    }

    [Fact]
    public void NextCategorical_UnequalWeights_AreFollowedAndZerosNeverDrawn()
    {
        Draws draws = Stream.At(4);
        double[] weights = [0, 1, 2, 0, 3, 4, 0];
        var counts = new int[weights.Length];

        for (int i = 0; i < 50_000; i++) counts[draws.NextCategorical(weights)]++;

        Assert.Equal(0, counts[0] + counts[3] + counts[6]);
        Assert.InRange(ChiSquare([counts[1], counts[2], counts[4], counts[5]], [5_000, 10_000, 15_000, 20_000]), 0, 16.27);
    }

    [Fact]
    public void NextCategorical_NoUsableWeights_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => Stream.At(0).NextCategorical([]));
        Assert.Throws<ArgumentException>(() => Stream.At(0).NextCategorical([0, 0]));
        Assert.Throws<ArgumentException>(() => Stream.At(0).NextCategorical([2, -1]));
        Assert.Throws<ArgumentException>(() => Stream.At(0).NextCategorical([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => Stream.At(0).NextCategorical([1, double.PositiveInfinity]));
    }

    [Fact]
    public void Shuffle_FourItems_AllOrdersAreEquallyFrequent()
    {
        Draws draws = Stream.At(5);
        var counts = new Dictionary<string, int>();

        for (int i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            draws.Shuffle<char>(items);
            string order = new(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        Assert.InRange(ChiSquare([.. counts.Values], [.. Enumerable.Repeat(1_000.0, 24)]), 0, 49.73);
    }

    private static double ChiSquare(int[] counts, double[] expected) =>
        counts.Zip(expected).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second) / pair.Second);
}
