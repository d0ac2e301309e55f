using Extropy.Models.Decoding;

namespace Extropy.Models.Caching;

/// <summary>
/// Shares the keys and values of common prefixes between sequences: a radix tree over blocks of 16 tokens, one page a block. A block's
/// keys and values are a pure function of the tokens up to it, so a hit and a recomputation give the same bits.
/// </summary>
/// <remarks>
/// <para>A sequence leases the whole blocks it shares, copies the block it leaves in the middle, and owns what it adds; full blocks of its
/// own join the tree as soon as they are computed. Pages of blocks without a lease are given up least recently used first.</para>
/// <para>Every lease is promised all pages it may come to need before it starts, so a live sequence never waits for a page and no set of
/// sequences can block each other. Thread-safe.</para>
/// </remarks>
internal sealed class PrefixCache
{
    private const int BlockTokens = KeyValuePages.PageTokens;

    private readonly Lock _lock = new();
    private readonly int _pageCount;
    private readonly Action<int, int> _copyPage;
    private readonly bool _shares;
    private readonly Stack<int> _free;
    private ExactPrefixTree? _unlimited;
    private CacheNode _root = new();
    private RecencyList _idle = new();
    private int _leasedBlocks; // distinct blocks with a lease; with the promises never more than there are pages
    private int _promised;
    private int _leases;
    private PrefixCacheStatistics _statistics;

    /// <summary>Creates an empty cache over pages 0 … P − 1.</summary>
    /// <param name="pageCount">P.</param>
    /// <param name="copyPage">Copies what the first page holds to the second.</param>
    /// <param name="shares">False: every sequence recomputes everything, for comparison.</param>
    /// <param name="measuresUnlimited">True: also counts what an unlimited exact cache would have found.</param>
    public PrefixCache(int pageCount, Action<int, int> copyPage, bool shares = true, bool measuresUnlimited = false)
    {
        _pageCount = pageCount;
        _copyPage = copyPage;
        _shares = shares;
        _unlimited = measuresUnlimited ? new ExactPrefixTree() : null;
        _free = new Stack<int>(pageCount);
        FreeAll();
        _statistics = new PrefixCacheStatistics { UnlimitedHitTokens = measuresUnlimited ? 0 : -1 };
    }

    /// <summary>What happened so far.</summary>
    public PrefixCacheStatistics Statistics
    {
        get
        {
            lock (_lock) return _statistics with { PagesHeld = _pageCount - _free.Count };
        }
    }

    /// <summary>Admits a sequence if its pages can be promised now.</summary>
    /// <param name="lease">Receives the pages found; empty before.</param>
    /// <param name="reusable">Leading tokens whose keys and values may come from the cache.</param>
    /// <param name="mostTokens">Most tokens the sequence may come to hold.</param>
    /// <param name="found">Tokens whose keys and values are there; all but the last block's are shared, that one is a copy.</param>
    /// <returns>False when live sequences hold too much; try again after one of them is released.</returns>
    /// <remarks>A sequence that might need more pages than there are is admitted alone, with all of them.</remarks>
    public bool TryAdmit(PageLease lease, ReadOnlySpan<int> reusable, int mostTokens, out int found)
    {
        lock (_lock)
        {
            found = 0;
            int fresh = Match(lease, reusable);
            int promise = BlocksOf(mostTokens) - lease.Blocks.Count;
            if (_leasedBlocks + fresh + _promised + promise > _pageCount)
            {
                if (_leases > 0)
                {
                    lease.Blocks.Clear();
                    return false;
                }

                promise = _pageCount - fresh;
            }

            foreach (CacheNode block in lease.Blocks) Hold(block, lease);
            lease.MostTokens = mostTokens;
            lease.Promised = promise;
            _promised += promise;
            _leases++;
            found = lease.Blocks.Count * BlockTokens;
            found += CopyPartial(lease, reusable[found..]);
            Count(reusable, found);
            return true;
        }
    }

    /// <summary>Looks again: leases whole blocks that others have computed since the sequence was admitted.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="reusable">As when it was admitted.</param>
    /// <param name="computed">Tokens whose keys and values are in its pages.</param>
    /// <returns>The tokens whose keys and values are in its pages now.</returns>
    public int Advance(PageLease lease, ReadOnlySpan<int> reusable, int computed)
    {
        int next = lease.Blocks.Count;
        if (!_shares || computed / BlockTokens > next || (next + 1) * BlockTokens > reusable.Length) return computed;
        lock (_lock)
        {
            int first = next;
            for (; (next + 1) * BlockTokens <= reusable.Length; next++)
            {
                CacheNode parent = next > 0 ? lease.Blocks[next - 1] : _root;
                var (block, shared) = parent.Closest(reusable.Slice(next * BlockTokens, BlockTokens));
                if (block is null || shared < BlockTokens) break;
                if (lease.Pages.Count > next) GiveBackLast(lease); // begun, not finished
                lease.Blocks.Add(block);
                Hold(block, lease);
                lease.Promised--;
                _promised--;
            }

            int now = Math.Max(computed, next * BlockTokens);
            if (next > first) _statistics = _statistics with { LateHitTokens = _statistics.LateHitTokens + now - computed };
            return now;
        }
    }

    /// <summary>Makes sure that a lease has pages for its first <paramref name="tokens"/> positions.</summary>
    /// <exception cref="CacheTooSmallException">The sequence, alone, has outgrown the whole cache.</exception>
    public void Extend(PageLease lease, int tokens)
    {
        int blocks = BlocksOf(tokens);
        if (blocks <= lease.Pages.Count) return;
        lock (_lock)
        {
            if (blocks - lease.Blocks.Count > lease.Promised) throw new CacheTooSmallException(blocks, _pageCount, BlockTokens);
            while (lease.Pages.Count < blocks) lease.Pages.Add(Take());
        }
    }

    /// <summary>Shares the full blocks a sequence has computed.</summary>
    /// <param name="lease">Its lease.</param>
    /// <param name="computed">The tokens whose keys and values are in its pages.</param>
    public void Publish(PageLease lease, ReadOnlySpan<int> computed)
    {
        if (!_shares || lease.Blocks.Count >= computed.Length / BlockTokens) return;
        lock (_lock) PublishFull(lease, computed);
    }

    /// <summary>Ends a lease: shares what was computed, to the token, and lets go of every page.</summary>
    public void Release(PageLease lease, ReadOnlySpan<int> computed)
    {
        lock (_lock)
        {
            if (_shares)
            {
                PublishFull(lease, computed);
                PublishPartial(lease, computed[(lease.Blocks.Count * BlockTokens)..]);
            }

            for (int i = lease.Blocks.Count; i < lease.Pages.Count; i++) _free.Push(lease.Pages[i]);
            for (int i = lease.Blocks.Count - 1; i >= 0; i--) LetGo(lease.Blocks[i]); // end to root: a block stands before its parent
            _promised -= lease.Promised;
            _leases--;
            lease.Pages.Clear();
            lease.Blocks.Clear();
            lease.Promised = 0;
        }
    }

    /// <summary>Forgets every block: their keys and values belong to weights that are gone.</summary>
    /// <exception cref="InvalidOperationException">A sequence still holds pages.</exception>
    public void Forget()
    {
        lock (_lock)
        {
            if (_leases > 0) throw new InvalidOperationException($"{_leases} sequences are being decoded; the weights may change only between requests.");
            (_root, _idle) = (new CacheNode(), new RecencyList());
            if (_unlimited is not null) _unlimited = new ExactPrefixTree();
            FreeAll();
        }
    }

    private static int BlocksOf(int tokens) => (tokens + BlockTokens - 1) / BlockTokens;

    private void FreeAll()
    {
        _free.Clear();
        for (int page = _pageCount - 1; page >= 0; page--) _free.Push(page);
    }

    // Finds the whole blocks; returns how many of them no lease holds yet.
    private int Match(PageLease lease, ReadOnlySpan<int> tokens)
    {
        int fresh = 0;
        CacheNode node = _root;
        while (_shares && tokens.Length >= BlockTokens)
        {
            var (child, shared) = node.Closest(tokens[..BlockTokens]);
            if (child is null || shared < BlockTokens) break;
            lease.Blocks.Add(child);
            if (child.Leases == 0) fresh++;
            node = child;
            tokens = tokens[BlockTokens..];
        }

        return fresh;
    }

    private void Hold(CacheNode block, PageLease lease)
    {
        if (block.Leases++ == 0)
        {
            RecencyList.Remove(block);
            _leasedBlocks++;
        }

        lease.Pages.Add(block.Page);
    }

    private void GiveBackLast(PageLease lease)
    {
        _free.Push(lease.Pages[^1]);
        lease.Pages.RemoveAt(lease.Pages.Count - 1);
    }

    private void LetGo(CacheNode block)
    {
        if (--block.Leases > 0) return;
        _leasedBlocks--;
        _idle.AddNewest(block);
    }

    // Copy on write: the block in which the sequence leaves the tree.
    private int CopyPartial(PageLease lease, ReadOnlySpan<int> tokens)
    {
        if (!_shares || lease.Promised == 0 || tokens.IsEmpty) return 0;
        CacheNode node = lease.Blocks.Count > 0 ? lease.Blocks[^1] : _root;
        var (child, shared) = node.Closest(tokens[..Math.Min(BlockTokens, tokens.Length)]);
        if (child is null) return 0;

        bool isIdle = child.Leases == 0;
        if (isIdle) RecencyList.Remove(child); // taking a page must not give up the one to be copied
        bool canCopy = _free.Count > 0 || _idle.Oldest is not null;
        if (canCopy)
        {
            int page = Take();
            _copyPage(child.Page, page);
            lease.Pages.Add(page);
            _statistics = _statistics with { Copies = _statistics.Copies + 1 };
        }

        if (isIdle) _idle.AddNewest(child);
        return canCopy ? shared : 0;
    }

    private void PublishFull(PageLease lease, ReadOnlySpan<int> computed)
    {
        for (int i = lease.Blocks.Count; (i + 1) * BlockTokens <= computed.Length; i++)
        {
            CacheNode parent = i > 0 ? lease.Blocks[i - 1] : _root;
            ReadOnlySpan<int> tokens = computed.Slice(i * BlockTokens, BlockTokens);
            CacheNode block = Join(parent, tokens, lease.Pages[i]);
            if (block.Leases++ == 0)
            {
                if (block.Newer is not null) RecencyList.Remove(block);
                _leasedBlocks++;
            }

            lease.Pages[i] = block.Page;
            lease.Blocks.Add(block);
            lease.Promised--;
            _promised--;
        }

        _unlimited?.Add(computed);
    }

    private void PublishPartial(PageLease lease, ReadOnlySpan<int> rest)
    {
        int i = lease.Blocks.Count;
        if (rest.IsEmpty || i >= lease.Pages.Count) return;
        CacheNode block = Join(i > 0 ? lease.Blocks[^1] : _root, rest, lease.Pages[i]);
        lease.Pages.RemoveAt(i); // now the tree's, or free
        if (block.Leases > 0) return;
        if (block.Newer is not null) RecencyList.Remove(block);
        _idle.AddNewest(block); // before its parent, which this lease still holds
    }

    // The block for these tokens: one that has them already, a partial one that grows, or a new one. The page is the tree's from now on.
    private CacheNode Join(CacheNode parent, ReadOnlySpan<int> tokens, int page)
    {
        var (child, shared) = parent.Closest(tokens);
        if (child is not null && shared == tokens.Length)
        {
            _free.Push(page);
            _statistics = _statistics with { Duplicates = _statistics.Duplicates + 1 };
            return child;
        }

        if (child is not null && shared == child.Tokens.Length)
        {
            _free.Push(child.Page);
            parent.Grow(child, tokens, page);
            return child;
        }

        var block = new CacheNode(parent, tokens, page);
        parent.Add(block);
        return block;
    }

    private int Take()
    {
        if (_free.TryPop(out int page)) return page;
        CacheNode oldest = _idle.Oldest ?? throw new InvalidOperationException("Promises exceed the pages: a fault in the cache's accounts.");
        RecencyList.Remove(oldest);
        oldest.Parent!.Remove(oldest); // only the root has no parent, and it is never idle
        _statistics = _statistics with { Evictions = _statistics.Evictions + 1 };
        return oldest.Page;
    }

    private void Count(ReadOnlySpan<int> reusable, int found) => _statistics = _statistics with
    {
        Sequences = _statistics.Sequences + 1,
        ReusableTokens = _statistics.ReusableTokens + reusable.Length,
        HitTokens = _statistics.HitTokens + found,
        UnlimitedHitTokens = _unlimited is null ? -1 : _statistics.UnlimitedHitTokens + _unlimited.LongestPrefix(reusable),
    };
}
