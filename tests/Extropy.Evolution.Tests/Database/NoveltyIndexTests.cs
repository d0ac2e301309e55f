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

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.9999999)]
    public void Repeated_DescriptionsAtTheVeryThreshold_EqualsPlainSearch(double threshold)
    {
        var index = new NoveltyIndex(threshold);
        Draws draws = RandomStream.FromSeed(12).At(0);
        List<Entry> entries = [];
        int found = 0;
        for (int i = 0; i < 300; i++)
        {
            Fingerprint fingerprint = Fingerprint.Of(Random(64, ref draws));
            entries.Add(Population.Entry(i, 1, island: i % 3, fingerprint: [.. fingerprint.Entries]));
            index.Add(entries[i]);
        }

        for (int i = 0; i < 2000; i++)
        {
            Entry near = entries[draws.NextInt(entries.Count)];
            Fingerprint asked = Fingerprint.Of(Turned(near.Candidate.Fingerprint, threshold, ref draws));
            Candidate? expected = entries.Find(entry => entry.Island == near.Island && entry.Candidate.Fingerprint.Cosine(asked) > threshold)?.Candidate;
            found += expected is null ? 0 : 1;

            Assert.Same(expected, index.Repeated(Population.TextOf("new"), asked, near.Island, known: 300, commit: 1));
        }

        Assert.InRange(found, 400, 1999); // both answers occur
    }

    [Fact]
    public void Repeated_DescriptionsOfAnyLengthAndNumberOfEntries_EqualsPlainSearch()
    {
        var index = new NoveltyIndex(0.97);
        Draws draws = RandomStream.FromSeed(13).At(0);
        List<Entry> entries = [];
        for (int i = 0; i < 500; i++)
        {
            entries.Add(new Entry { Candidate = Population.Candidate(i, 1) with { Fingerprint = Scaled(ref draws) }, Text = Population.TextOf($"{i}"), Lines = 1 });
            index.Add(entries[i]);
        }

        for (int i = 0; i < 1000; i++)
        {
            Fingerprint asked = Scaled(ref draws);
            Candidate? expected = entries.Find(entry => entry.Candidate.Fingerprint.Cosine(asked) > 0.97)?.Candidate;

            Assert.Same(expected, index.Repeated(Population.TextOf("new"), asked, island: 0, known: 500, commit: 1));
        }
    }

    /// <summary>About one in five is three times as long as a description should be, and as many are far shorter or zero.</summary>
    private static Fingerprint Scaled(ref Draws draws)
    {
        double[] entries = Random(draws.NextInt(2) == 0 ? 5 : 64, ref draws);
        for (int i = 0; i < Math.Min(5, entries.Length); i++) entries[i] += 4 * (i % 2);
        double[] scales = [3, 0.2, 0, 1, 1, 1, 1, 1, 1, 1];
        double scale = scales[draws.NextInt(scales.Length)];
        return new Fingerprint([.. Fingerprint.Of(entries).Entries.Select(entry => (float)(scale * entry))]);
    }

    /// <summary>A direction at the angle of the threshold, or a hair to either side of it, in one plane or in all.</summary>
    private static double[] Turned(Fingerprint from, double cosine, ref Draws draws)
    {
        double[] aside = draws.NextInt(2) == 0 ? Random(64, ref draws) : [.. Enumerable.Range(0, 64).Select(i => i < 2 ? 1.0 - (2 * i) : 0)];
        double along = from.Entries.Select((entry, i) => entry * aside[i]).Sum();
        for (int i = 0; i < aside.Length; i++) aside[i] -= along * from.Entries[i];
        double length = Math.Sqrt(aside.Sum(entry => entry * entry)), angle = Math.Acos(cosine) * (1 + (1e-6 * (draws.NextUniform() - 0.5)));
        return [.. from.Entries.Select((entry, i) => (Math.Cos(angle) * entry) + (Math.Sin(angle) * aside[i] / length))];
    }

    private static double[] Random(int count, ref Draws draws)
    {
        var entries = new double[count];
        foreach (ref double entry in entries.AsSpan()) entry = draws.NextGaussian();
        return entries;
    }

    private static double[] Near(ref Draws draws)
    {
        var entries = new double[12];
        for (int i = 0; i < entries.Length; i++) entries[i] = (i < 3 ? 1.5 : 0) + draws.NextGaussian();
        return entries;
    }
}
