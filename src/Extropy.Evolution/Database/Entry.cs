using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>A candidate with what changes about it while the search goes on.</summary>
/// <remarks>Moves, and questions about the past from other threads, are guarded by <see cref="NoveltyIndex.Gate"/>.</remarks>
internal sealed class Entry
{
    private long _movedAt = long.MinValue;
    private int _lastIsland;
    private List<(long Until, int Island)>? _earlier; // oldest first; null unless it moved twice within what is asked about

    public required Candidate Candidate
    {
        get;
        init
        {
            field = value;
            IsCorrect = value.Evaluation.IsCorrect;
            IsStart = value.Generation == 0;
            Merit = value.Evaluation.Merit;
        }
    }

    /// <summary>Identity of the texts.</summary>
    public required Digest Text { get; init; }

    /// <summary>Lines of text over all parts.</summary>
    public required int Lines { get; init; }

    /// <summary>Where it lives now.</summary>
    public int Island { get; private set; }

    /// <summary>Candidates made from it.</summary>
    public int Children { get; set; }

    /// <summary>Correct ones among them; null while there are none.</summary>
    public List<Entry>? CorrectChildren { get; set; }

    /// <summary>How it meets the goals, or null while there are none or it is not correct.</summary>
    public BackwardScore? Backward { get; set; }

    /// <summary>As the evaluation says; kept here because migration looks at it more often than at anything else of a candidate.</summary>
    public bool IsCorrect { get; private init; }

    /// <summary>True for a start of the run, and for a copy of one.</summary>
    public bool IsStart { get; private init; }

    /// <summary>As the evaluation says.</summary>
    public double Merit { get; private init; }

    /// <summary>The backward score, NaN where there is none.</summary>
    public double BackwardOrNaN => Backward?.Score ?? double.NaN;

    /// <summary>True where this one has the higher merit, or the same and is older.</summary>
    public bool Leads(Entry? other) =>
        other is null || Merit > other.Merit || (Merit == other.Merit && Candidate.Id.Value < other.Candidate.Id.Value);

    public void Settle(int island) => Island = island;

    /// <summary>Moves it to another island.</summary>
    /// <param name="at">The commit after which it lives there.</param>
    /// <param name="island">The new island.</param>
    /// <param name="oldest">Nobody will ask about the time before this commit any more.</param>
    public void Move(long at, int island, long oldest)
    {
        while (_earlier is { Count: > 0 } && _earlier[0].Until <= oldest) _earlier.RemoveAt(0);
        if (_movedAt > oldest) (_earlier ??= []).Add((_movedAt, _lastIsland));
        (_movedAt, _lastIsland, Island) = (at, Island, island);
    }

    /// <summary>Where it lived once a commit was done.</summary>
    public int IslandAt(long commit)
    {
        if (commit >= _movedAt) return Island;
        if (_earlier is null) return _lastIsland;
        foreach ((long until, int island) in _earlier)
        {
            if (commit < until) return island;
        }

        return _lastIsland;
    }
}
