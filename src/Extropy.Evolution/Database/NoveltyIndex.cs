using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>
/// Finds a committed candidate that a proposal repeats: one of the same text anywhere, or one of its island whose description makes an angle of a cosine above
/// the threshold. Exact. Asks about the past: only candidates and islands as they were at a given commit count.
/// </summary>
/// <remarks>
/// Thread-safe. Linear, but most candidates are ruled out by eight numbers: |a − b|² = 2 − 2 cos, so entries whose first eight already differ by more cannot be
/// alike. That test has a margin for rounding; the cosine that decides is summed in double in a fixed order.
/// </remarks>
internal sealed class NoveltyIndex(double threshold)
{
    private const int Head = 8;

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<Digest, long> _texts = [];
    private readonly float _farthest = (float)((2 * (1 - threshold)) + 1e-4);
    private float[] _heads = new float[Head * 64];

    public void Add(Entry entry)
    {
        lock (_gate)
        {
            int place = _entries.Count;
            _entries.Add(entry);
            _texts.TryAdd(entry.Text, place);
            if (Head * (place + 1) > _heads.Length) Array.Resize(ref _heads, 2 * _heads.Length);
            ReadOnlySpan<float> entries = entry.Candidate.Fingerprint.Entries.AsSpan();
            entries[..Math.Min(Head, entries.Length)].CopyTo(_heads.AsSpan(Head * place));
        }
    }

    /// <summary>The oldest candidate that a proposal repeats, or null where it is new.</summary>
    /// <param name="text">Identity of its texts.</param>
    /// <param name="fingerprint">Its description.</param>
    /// <param name="island">Its island.</param>
    /// <param name="known">How many candidates count.</param>
    /// <param name="commit">The commit whose islands count.</param>
    public Candidate? Repeated(Digest text, Fingerprint fingerprint, int island, long known, long commit)
    {
        lock (_gate)
        {
            if (_texts.TryGetValue(text, out long same) && same < known) return _entries[(int)same].Candidate;
            if (threshold >= 1 || fingerprint.Entries.Length == 0) return null;

            Span<float> head = stackalloc float[Head];
            ReadOnlySpan<float> entries = fingerprint.Entries.AsSpan();
            entries[..Math.Min(Head, entries.Length)].CopyTo(head);
            int count = (int)Math.Min(known, _entries.Count);
            for (int i = 0; i < count; i++)
            {
                if (IsFar(head, _heads.AsSpan(Head * i, Head))) continue;
                Entry entry = _entries[i];
                if (entry.IslandAt(commit) == island && fingerprint.Cosine(entry.Candidate.Fingerprint) > threshold) return entry.Candidate;
            }

            return null;
        }
    }

    private bool IsFar(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        float square = 0;
        for (int i = 0; i < Head; i++)
        {
            float difference = one[i] - other[i];
            square += difference * difference;
        }

        return square > _farthest;
    }
}
