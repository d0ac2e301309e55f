using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Tests.Database;

public sealed class ArchiveTests
{
    [Fact]
    public void Offer_NotFull_TakesAnybody()
    {
        var archive = new Archive(2, 0.3, new RawScore());

        Assert.True(archive.Offer(Population.Entry(0, 1, fingerprint: [1, 0])));
        Assert.True(archive.Offer(Population.Entry(1, -5, fingerprint: [1, 0])));
    }

    [Fact]
    public void Offer_FullAndBetterThanItsLikest_TakesThatPlaceOnly()
    {
        var archive = new Archive(2, 0, new RawScore());
        archive.Offer(Population.Entry(0, 1, fingerprint: [1, 0]));
        archive.Offer(Population.Entry(1, 9, fingerprint: [0, 1]));

        bool isIn = archive.Offer(Population.Entry(2, 2, fingerprint: [1, 0.1]));

        Assert.True(isIn);
        Assert.Equal([2, 1], archive.Entries.ToArray().Select(entry => entry.Candidate.Id.Value));
    }

    [Fact]
    public void Offer_BetterThanAllButItsLikest_StaysOut()
    {
        var archive = new Archive(2, 0, new RawScore());
        archive.Offer(Population.Entry(0, 1, fingerprint: [1, 0]));
        archive.Offer(Population.Entry(1, 9, fingerprint: [0, 1]));

        Assert.False(archive.Offer(Population.Entry(2, 8, fingerprint: [0.1, 1])));
        Assert.Equal([0, 1], archive.Entries.ToArray().Select(entry => entry.Candidate.Id.Value));
    }

    [Fact]
    public void Offer_EquallyGood_StaysOut()
    {
        var archive = new Archive(1, 0.3, new RawScore());
        archive.Offer(Population.Entry(0, 1, fingerprint: [1, 0]));

        Assert.False(archive.Offer(Population.Entry(1, 1, fingerprint: [1, 0])));
    }

    [Fact]
    public void Offer_EqualScoreAndShorter_TakesThePlace()
    {
        var archive = new Archive(1, 0.3, new RawScore());
        archive.Offer(Population.Entry(0, 1, fingerprint: [1, 0], lines: 20));

        Assert.True(archive.Offer(Population.Entry(1, 1, fingerprint: [1, 0], lines: 10)));
    }

    [Fact]
    public void Standing_StrictRanks_CountOnlyWhatIsLess()
    {
        double[] scores = [1, 2, 2, 3];
        int[] lines = [5, 5, 1, 9];

        Assert.Equal((0 - (0.3 * 1)) / 3, ArchiveOrder.Standing(scores, lines, 0, 0.3), 12);
        Assert.Equal((1 - (0.3 * 1)) / 3, ArchiveOrder.Standing(scores, lines, 1, 0.3), 12);
        Assert.Equal(1.0 / 3, ArchiveOrder.Standing(scores, lines, 2, 0.3), 12);
        Assert.Equal((3 - (0.3 * 3)) / 3, ArchiveOrder.Standing(scores, lines, 3, 0.3), 12);
        Assert.Equal(0, ArchiveOrder.Standing([7], [1], 0, 0.3));
    }

    [Fact]
    public void IsBetter_CorrectAgainstIncorrect_LooksAtNothingElse()
    {
        Assert.True(ArchiveOrder.IsBetter(true, -1, false, 1));
        Assert.False(ArchiveOrder.IsBetter(false, 1, true, -1));
        Assert.False(ArchiveOrder.IsBetter(true, 0.5, true, 0.5));
    }
}
