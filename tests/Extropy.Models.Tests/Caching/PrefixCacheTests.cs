using CsCheck;
using Extropy.Models.Caching;

namespace Extropy.Models.Tests.Caching;

/// <summary>
/// The cache is driven as the engine drives it, over pages that remember the text up to each position instead of keys and values: a page
/// that would ever hold another text than its lease believes is caught at once.
/// </summary>
public sealed class PrefixCacheTests
{
    [Fact]
    public void TryAdmit_WholeBlocksKnown_SharesTheirPages()
    {
        var pages = new TextPages(8);
        Sequence first = pages.Run([.. Enumerable.Range(0, 40)], grow: 0);

        Sequence second = pages.Admit([.. Enumerable.Range(0, 40)], grow: 0);

        Assert.Equal(40, second.Found);
        Assert.Equal(first.Pages[..2], second.Lease.Pages[..2]);
        Assert.Equal(1, pages.Cache.Statistics.Copies);
    }

    [Fact]
    public void TryAdmit_TextLeavesInsideABlock_CopiesItAndLeavesTheSiblingAlone()
    {
        var pages = new TextPages(8);
        pages.Run([1, 2, 3, 4, 5, 6], grow: 0);

        pages.Run([1, 2, 3, 9], grow: 6);
        Sequence third = pages.Admit([1, 2, 3, 4, 5, 6], grow: 0);

        Assert.Equal(6, third.Found);
        Assert.Equal(["1,2,3,4,5,6"], [third.TextOf(5)]);
    }

    [Fact]
    public void TryAdmit_PagesHeldByOthers_WaitsUntilTheyAreReleased()
    {
        var pages = new TextPages(4);
        Sequence first = pages.Admit([1], grow: 40);

        bool isAdmittedNow = pages.TryAdmit([2], grow: 40, out _);
        pages.Finish(first);
        bool isAdmittedLater = pages.TryAdmit([2], grow: 40, out _);

        Assert.False(isAdmittedNow);
        Assert.True(isAdmittedLater);
    }

    [Fact]
    public void TryAdmit_MayNeedMoreThanThereIs_RunsAloneAndFailsOnlyWhenItDoes()
    {
        var pages = new TextPages(2);
        Sequence sequence = pages.Admit([1], grow: 1000);

        pages.Grow(sequence, 31);
        var error = Assert.Throws<CacheTooSmallException>(() => pages.Grow(sequence, 1));

        Assert.Equal((3, 2), (error.Asked, error.Left));
    }

    [Fact]
    public void Release_CacheFull_GivesUpTheLeastRecentlyUsedLeaf()
    {
        var pages = new TextPages(3);
        pages.Run([.. Enumerable.Repeat(1, 32)], grow: 0);
        pages.Run([.. Enumerable.Repeat(2, 16)], grow: 0);
        pages.Run([.. Enumerable.Repeat(1, 16)], grow: 0); // touches the first block of the first text only

        pages.Run([.. Enumerable.Repeat(3, 16)], grow: 0);

        Assert.Equal(16, pages.Admit([.. Enumerable.Repeat(2, 16)], grow: 0, keep: false).Found);
        Assert.Equal(16, pages.Admit([.. Enumerable.Repeat(1, 32)], grow: 0, keep: false).Found);
    }

    [Fact]
    public void Publish_TwoComputeTheSameBlock_OnePageIsGivenBack()
    {
        var cache = new PrefixCache(8, (_, _) => { });
        int[] text = [.. Enumerable.Range(0, 16)];
        PageLease first = new(), second = new();
        cache.TryAdmit(first, text, 16, out _);
        cache.TryAdmit(second, text, 16, out _);
        cache.Extend(first, 16);
        cache.Extend(second, 16);

        cache.Publish(first, text);
        cache.Publish(second, text);

        Assert.Equal(first.Pages, second.Pages);
        Assert.Equal((1, 1), (cache.Statistics.Duplicates, cache.Statistics.PagesHeld));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Advance_AnotherComputedTheBlocksMeanwhile_TakesTheirs(int begun)
    {
        var cache = new PrefixCache(8, (_, _) => { });
        int[] text = [.. Enumerable.Range(0, 40)];
        PageLease first = new(), second = new();
        cache.TryAdmit(first, text, 40, out _);
        cache.TryAdmit(second, text, 40, out _);
        cache.Extend(first, 40);
        cache.Extend(second, begun);
        cache.Publish(first, text);

        int computed = cache.Advance(second, text, begun);

        Assert.Equal(32, computed);
        Assert.Equal(first.Pages[..2], second.Pages);
        Assert.Equal((32 - begun, 3), (cache.Statistics.LateHitTokens, cache.Statistics.PagesHeld));
        cache.Extend(second, 40);
        cache.Release(first, text);
        cache.Release(second, text);
        Assert.Equal(3, cache.Statistics.PagesHeld);
    }

    [Fact]
    public void Statistics_AmplePages_EqualTheUnlimitedExactCache()
    {
        Gen.Int[0, 1].Array[1, 60].List[1, 30].Sample(texts =>
        {
            var pages = new TextPages(400, measures: true);
            foreach (int[] text in texts) pages.Run(text, grow: 3);

            PrefixCacheStatistics statistics = pages.Cache.Statistics;

            Assert.Equal(pages.BruteForceHits, statistics.UnlimitedHitTokens);
            Assert.Equal(statistics.UnlimitedHitTokens, statistics.HitTokens);
            Assert.Equal(0, statistics.Evictions);
        }, iter: 100);
    }

    /// <summary>Random admissions, growth, publications and releases of overlapping lives, on caches that hardly fit them.</summary>
    [Fact]
    public void Lives_AnyInterleaving_NoPageEverHoldsAnotherText() =>
        Gen.Select(Gen.Int[2, 12], Gen.Bool, Gen.Select(Gen.Int[0, 1].Array[1, 70], Gen.Int[0, 40], Gen.Int[0, 3]).List[1, 60]).Sample((count, shares, steps) =>
        {
            var pages = new TextPages(count, shares, measures: shares);
            var live = new List<Sequence>();
            foreach (var (text, grow, choice) in steps)
            {
                if (choice <= 1 && pages.TryAdmit(text, grow, out Sequence? admitted))
                {
                    live.Add(admitted!);
                }
                else if (live.Count > 0 && choice == 2)
                {
                    pages.Grow(live[grow % live.Count], Math.Min(grow, live[grow % live.Count].Left));
                }
                else if (live.Count > 0)
                {
                    pages.Finish(live[grow % live.Count]);
                    live.RemoveAt(grow % live.Count);
                }
            }

            foreach (Sequence sequence in live) pages.Finish(sequence);
            PrefixCacheStatistics statistics = pages.Cache.Statistics;
            Assert.InRange(statistics.PagesHeld, 0, shares ? count : 0);
            Assert.True(!shares || statistics.HitTokens <= statistics.UnlimitedHitTokens);
        }, iter: 400);
}
