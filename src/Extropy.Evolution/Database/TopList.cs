using System.Collections.Immutable;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>The best correct candidates of the run by merit alone, no two of the same text, best first; older before newer where merits are equal.</summary>
internal sealed class TopList(int capacity)
{
    private readonly List<Entry> _entries = new(capacity + 1);
    private ImmutableArray<Candidate> _candidates = [];

    /// <summary>The list.</summary>
    public ImmutableArray<Candidate> Candidates
    {
        get
        {
            if (_candidates.Length != _entries.Count || _candidates.IsEmpty) _candidates = [.. _entries.Select(entry => entry.Candidate)];
            return _candidates;
        }
    }

    public void Offer(Entry entry)
    {
        if (!entry.IsCorrect || capacity == 0 || (_entries.Count == capacity && !entry.Leads(_entries[^1]))) return;
        if (_entries.Exists(other => other.Text == entry.Text)) return;
        int place = _entries.Count;
        while (place > 0 && entry.Leads(_entries[place - 1])) place--;
        _entries.Insert(place, entry);
        if (_entries.Count > capacity) _entries.RemoveAt(capacity);
        _candidates = [];
    }
}
