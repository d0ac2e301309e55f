using System.Numerics;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>
/// Finds a committed candidate that a proposal repeats: one of the same text anywhere, or one of its island whose description makes an angle of a cosine above
/// the threshold. Exact. Asks about the past: only candidates and islands as they were at a given commit count.
/// </summary>
/// <remarks>
/// Thread-safe. Linear, but nearly all candidates are ruled out by 16 bytes each (<see cref="SketchTable"/>): |a − b|² = |a|² + |b|² − 2 a·b, so descriptions
/// that are further apart than the threshold allows cannot be alike. That test has a margin for rounding; the cosine that decides is summed in double in a
/// fixed order. What is added is described by whoever asks first, so that a resume, which asks nothing, does not pay for it.
/// </remarks>
internal sealed class NoveltyIndex(double threshold)
{
    private const double Rounding = 1e-9; // of a squared distance: sums of products of floats in double err by less than 1e-12
    private const double UnitLength = 1 + 1e-6; // of a square: what is scaled to length 1 in floats errs by less

    private readonly List<Entry> _entries = [];
    private readonly Dictionary<Digest, long> _texts = [];
    private readonly SketchTable _sketches = new(Math.Sqrt(Math.Max(0, 2 * (UnitLength - threshold))));
    private double _longest = UnitLength; // squared length of the longest description

    /// <summary>Held while candidates move between islands.</summary>
    public Lock Gate { get; } = new();

    public void Add(Entry entry)
    {
        lock (Gate) _entries.Add(entry);
    }

    /// <summary>The oldest candidate that a proposal repeats, or null where it is new.</summary>
    /// <param name="text">Identity of its texts.</param>
    /// <param name="fingerprint">Its description.</param>
    /// <param name="island">Its island.</param>
    /// <param name="known">How many candidates count.</param>
    /// <param name="commit">The commit whose islands count.</param>
    public Candidate? Repeated(Digest text, Fingerprint fingerprint, int island, long known, long commit)
    {
        lock (Gate)
        {
            Describe();
            if (_texts.TryGetValue(text, out long same) && same < known) return _entries[(int)same].Candidate;
            return threshold >= 1 || fingerprint.Entries.Length == 0 ? null : Alike(fingerprint, island, (int)Math.Min(known, _entries.Count), commit);
        }
    }

    private void Describe()
    {
        for (int place = _sketches.Count; place < _entries.Count; place++)
        {
            Entry entry = _entries[place];
            Fingerprint fingerprint = entry.Candidate.Fingerprint;
            _texts.TryAdd(entry.Text, place);
            _sketches.Add(fingerprint.Entries.AsSpan());
            _longest = Math.Max(_longest, fingerprint.Cosine(fingerprint));
        }
    }

    private Candidate? Alike(Fingerprint fingerprint, int island, int count, long commit)
    {
        double length = Math.Max(UnitLength, fingerprint.Cosine(fingerprint));
        SketchQuestion asked = _sketches.Ask(fingerprint.Entries.AsSpan(), Math.Sqrt(Math.Max(0, _longest + length - (2 * threshold)) + Rounding));
        int blocks = (count + SketchTable.Lanes - 1) / SketchTable.Lanes;
        for (int block = _sketches.NextNear(asked, 0, blocks, out uint near); block < blocks; block = _sketches.NextNear(asked, block + 1, blocks, out near))
        {
            for (; near != 0; near &= near - 1)
            {
                int place = (block * SketchTable.Lanes) + BitOperations.TrailingZeroCount(near);
                if (place >= count) return null;
                if (!_sketches.MayBeNear(asked, place)) continue;
                Entry entry = _entries[place];
                if (entry.IslandAt(commit) == island && fingerprint.Cosine(entry.Candidate.Fingerprint) > threshold) return entry.Candidate;
            }
        }

        return null;
    }
}
