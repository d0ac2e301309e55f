using CsCheck;
using Extropy.Core.Chance;

namespace Extropy.Core.Tests.Chance;

public sealed class RandomStreamTests
{
    private static readonly RandomStream Root = RandomStream.FromSeed(1);

    /// <summary>Computed apart from this code, from the definitions of SHA-256, the digest's fields and Philox.</summary>
    private static readonly ulong[] Pinned = [7639748219719146323, 6463049139366565339, 6509632965466676915];

    [Fact]
    public void At_OtherStepsDrawnBefore_GivesTheSameNumbers()
    {
        RandomStream stream = Root.For("operator");
        ulong[] alone = Bits(stream.At(5), 9);

        ulong[] earlier = Bits(stream.At(4), 100);
        ulong[] after = Bits(stream.At(5), 9);

        Assert.Equal(alone, after);
        Assert.NotEqual(alone, earlier[..9]);
    }

    [Fact]
    public void At_InAnyOrder_FillsTheSameTable()
    {
        ulong[] upwards = [.. Enumerable.Range(0, 50).Select(step => Root.At(step).NextBits())];

        ulong[] downwards = [.. Enumerable.Range(0, 50).Reverse().Select(step => Root.At(step).NextBits()).Reverse()];

        Assert.Equal(upwards, downwards);
    }

    [Fact]
    public void At_LongRun_NeverRepeats() => Assert.Equal(400, Bits(Root.At(0), 400).Distinct().Count());

    [Fact]
    public void At_WithoutACell_IsCellZero() => Assert.Equal(Bits(Root.At(3), 4), Bits(Root.At(3, 0), 4));

    [Fact]
    public void For_DifferentPurposesIndicesAndSeeds_AllDiffer()
    {
        ulong[] first =
        [
            Root.At(0).NextBits(), Root.At(1).NextBits(), Root.At(0, 1).NextBits(), Root.At(-1).NextBits(),
            Root.For("a").At(0).NextBits(), Root.For("b").At(0).NextBits(), Root.For("a").For("b").At(0).NextBits(),
            Root.For("b").For("a").At(0).NextBits(), Root.For(1).At(0).NextBits(), Root.For(2).At(0).NextBits(),
            Root.For("1").At(0).NextBits(),
            RandomStream.FromSeed(2).At(0).NextBits(), RandomStream.FromSeed(-1).At(0).NextBits(),
        ];

        Assert.Equal(first.Length, first.Distinct().Count());
    }

    [Fact]
    public void FromSeed_AnySeedAndStep_IsReproducible() =>
        Gen.Select(Gen.Long, Gen.Long).Sample((seed, step) =>
            RandomStream.FromSeed(seed).At(step).NextBits() == RandomStream.FromSeed(seed).At(step).NextBits());

    [Fact]
    public void FromSeed_KnownSeed_KeepsItsNumbersForEver() => // a change here breaks every recorded run
        Assert.Equal(Pinned, Bits(RandomStream.FromSeed(42).For("pinned").At(7), 3));

    [Fact]
    public void At_NeighbouringSteps_AreUncorrelated()
    {
        const int count = 20_000;
        double[] draws = [.. Enumerable.Range(0, count + 1).Select(step => Root.At(step).NextUniform() - 0.5)];

        double correlation = 12 * Enumerable.Range(0, count).Sum(i => draws[i] * draws[i + 1]) / count;

        Assert.InRange(correlation, -4 / Math.Sqrt(count), 4 / Math.Sqrt(count));
    }

    private static ulong[] Bits(Draws draws, int count)
    {
        var bits = new ulong[count];
        foreach (ref ulong slot in bits.AsSpan()) slot = draws.NextBits();
        return bits;
    }
}
