using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;

namespace Extropy.Evolution.Tests.Database;

public sealed class NoveltyIndexTests
{
    [Fact]
    public void Repeated_SameText_IsFoundOnEveryIsland()
    {
        var index = new NoveltyIndex(0.99);
        index.Add(Population.Entry(0, 1, island: 0, fingerprint: [1, 0]));

        Assert.NotNull(index.Repeated(Population.TextOf("0"), Fingerprint.None, island: 3, known: 1, commit: 1));
        Assert.Null(index.Repeated(Population.TextOf("0"), Fingerprint.None, island: 3, known: 0, commit: 0));
        Assert.Null(index.Repeated(Population.TextOf("other"), Fingerprint.None, island: 0, known: 1, commit: 1));
    }

    [Theory]
    [InlineData(0.989, false)]
    [InlineData(0.991, true)]
    public void Repeated_AlikeOnTheIsland_IsFoundAboveTheThreshold(double cosine, bool isRepeated)
    {
        var index = new NoveltyIndex(0.99);
        index.Add(Population.Entry(0, 1, island: 2, fingerprint: [1, 0]));
        Fingerprint asked = Fingerprint.Of([cosine, Math.Sqrt(1 - (cosine * cosine))]);

        Assert.Equal(isRepeated, index.Repeated(Population.TextOf("x"), asked, island: 2, known: 1, commit: 1) is not null);
        Assert.Null(index.Repeated(Population.TextOf("x"), asked, island: 1, known: 1, commit: 1));
    }

    [Fact]
    public void Repeated_ThresholdOne_LooksAtTextsOnly()
    {
        var index = new NoveltyIndex(1);
        index.Add(Population.Entry(0, 1, fingerprint: [1, 0]));

        Assert.Null(index.Repeated(Population.TextOf("x"), Fingerprint.Of([1, 0]), island: 0, known: 1, commit: 1));
    }

    [Fact]
    public void Repeated_MovedSince_CountsWhereItLivedThen()
    {
        var index = new NoveltyIndex(0.99);
        Entry entry = Population.Entry(0, 1, island: 0, fingerprint: [1, 0]);
        index.Add(entry);
        entry.Move(at: 20, island: 1, oldest: 12);
        Fingerprint asked = Fingerprint.Of([1, 0]);

        Assert.NotNull(index.Repeated(Population.TextOf("x"), asked, island: 0, known: 1, commit: 19));
        Assert.Null(index.Repeated(Population.TextOf("x"), asked, island: 0, known: 1, commit: 20));
        Assert.NotNull(index.Repeated(Population.TextOf("x"), asked, island: 1, known: 1, commit: 20));
    }

    [Fact]
    public void Repeated_ManyRandomDescriptions_EqualsPlainSearch()
    {
        var index = new NoveltyIndex(0.9);
        Draws draws = RandomStream.FromSeed(11).At(0);
        List<Entry> entries = [];
        for (int i = 0; i < 400; i++)
        {
            entries.Add(Population.Entry(i, 1, island: i % 2, fingerprint: Near(ref draws)));
            index.Add(entries[i]);
        }

        for (int i = 0; i < 200; i++)
        {
            Fingerprint asked = Fingerprint.Of(Near(ref draws));
            Candidate? expected = entries.Find(entry => entry.Island == 1 && entry.Candidate.Fingerprint.Cosine(asked) > 0.9)?.Candidate;

            Assert.Same(expected, index.Repeated(Population.TextOf("new"), asked, island: 1, known: 400, commit: 1));
        }
    }

    private static double[] Near(ref Draws draws)
    {
        var entries = new double[12];
        for (int i = 0; i < entries.Length; i++) entries[i] = (i < 3 ? 1.5 : 0) + draws.NextGaussian();
        return entries;
    }
}
