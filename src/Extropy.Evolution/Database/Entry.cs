using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Database;

/// <summary>A candidate with what changes about it while the search goes on.</summary>
internal sealed class Entry
{
    private List<(long At, int Island)>? _moves;

    public required Candidate Candidate { get; init; }

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

    public bool IsCorrect => Candidate.Evaluation.IsCorrect;

    public double Merit => Candidate.Evaluation.Merit;

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
        _moves ??= new(2) { (long.MinValue, Island) };
        while (_moves.Count > 1 && _moves[1].At <= oldest) _moves.RemoveAt(0);
        _moves.Add((at, island));
        Island = island;
    }

    /// <summary>Where it lived once a commit was done.</summary>
    public int IslandAt(long commit)
    {
        if (_moves is null) return Island;
        for (int i = _moves.Count - 1; i > 0; i--)
        {
            if (_moves[i].At <= commit) return _moves[i].Island;
        }

        return _moves[0].Island;
    }
}
