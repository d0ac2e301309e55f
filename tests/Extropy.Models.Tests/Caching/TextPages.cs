using Extropy.Models.Caching;

namespace Extropy.Models.Tests.Caching;

/// <summary>Pages whose slots hold the text up to their position, and an engine that "computes" by writing it.</summary>
internal sealed class TextPages
{
    private const int BlockTokens = 16;

    private readonly string?[] _slots;
    private readonly int _capacity;
    private readonly List<int[]> _computed = [];

    public TextPages(int count, bool shares = true, bool measures = false)
    {
        _slots = new string?[count * BlockTokens];
        _capacity = count * BlockTokens;
        Cache = new PrefixCache(
            count,
            (from, to) => Array.Copy(_slots, from * BlockTokens, _slots, to * BlockTokens, BlockTokens),
            shares,
            measures);
    }

    public PrefixCache Cache { get; }

    /// <summary>Hits of an unlimited exact prefix cache, found by comparing every text with every other.</summary>
    public long BruteForceHits { get; private set; }

    public bool TryAdmit(int[] text, int grow, out Sequence? sequence)
    {
        sequence = null;
        if (text.Length > _capacity) return false;
        var lease = new PageLease();
        if (!Cache.TryAdmit(lease, text, Math.Min(_capacity, text.Length + grow), out int found)) return false;

        BruteForceHits += _computed.Select(known => text.AsSpan().CommonPrefixLength(known)).DefaultIfEmpty(0).Max();
        sequence = new Sequence(this, lease, [.. text], found) { Left = Math.Min(_capacity, text.Length + grow) - text.Length };
        Check(sequence, found);
        Compute(sequence, found);
        return true;
    }

    public Sequence Admit(int[] text, int grow, bool keep = true)
    {
        Assert.True(TryAdmit(text, grow, out Sequence? sequence));
        if (!keep) Finish(sequence!);
        return sequence!;
    }

    public Sequence Run(int[] text, int grow)
    {
        Sequence sequence = Admit(text, grow);
        Grow(sequence, grow);
        Finish(sequence);
        return sequence;
    }

    /// <summary>Adds tokens that depend on the text, so that equal texts grow equally.</summary>
    public void Grow(Sequence sequence, int tokens)
    {
        for (int i = 0; i < tokens; i++)
        {
            sequence.Text.Add(sequence.Text.Count & 1);
            sequence.Left--;
            Compute(sequence, sequence.Text.Count - 1);
        }
    }

    public void Finish(Sequence sequence)
    {
        Check(sequence, sequence.Text.Count);
        sequence.Pages = [.. sequence.Lease.Pages];
        int[] text = [.. sequence.Text];
        _computed.Add(text);
        Cache.Release(sequence.Lease, text);
    }

    public string? Slot(Sequence sequence, int position) =>
        _slots[sequence.Lease.Pages[position / BlockTokens] * BlockTokens + position % BlockTokens];

    private static string TextUpTo(Sequence sequence, int position) => string.Join(',', sequence.Text.Take(position + 1));

    private void Compute(Sequence sequence, int from)
    {
        Cache.Extend(sequence.Lease, sequence.Text.Count);
        for (int i = from; i < sequence.Text.Count; i++)
            _slots[sequence.Lease.Pages[i / BlockTokens] * BlockTokens + i % BlockTokens] = TextUpTo(sequence, i);
        Cache.Publish(sequence.Lease, sequence.Text.ToArray());
        Check(sequence, sequence.Text.Count);
    }

    private void Check(Sequence sequence, int computed)
    {
        for (int i = 0; i < computed; i++) Assert.Equal(TextUpTo(sequence, i), Slot(sequence, i));
    }
}

/// <summary>One live text.</summary>
internal sealed class Sequence(TextPages owner, PageLease lease, List<int> text, int found)
{
    public PageLease Lease { get; } = lease;

    public List<int> Text { get; } = text;

    public int Found { get; } = found;

    public int Left { get; set; }

    public List<int> Pages { get; set; } = [];

    public string? TextOf(int position) => owner.Slot(this, position);
}
