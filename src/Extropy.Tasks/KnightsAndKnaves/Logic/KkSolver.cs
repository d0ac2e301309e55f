using System.Collections.Immutable;
using System.Numerics;

namespace Extropy.Tasks.KnightsAndKnaves.Logic;

/// <summary>Exhaustive search over all 2ⁿ assignments, 64 at a time.</summary>
public static class KkSolver
{
    private const int WordBits = AssignmentBits.WordBits;

    /// <summary>Every assignment that makes exactly the knights' statements true, as bit masks in ascending order.</summary>
    public static ImmutableArray<int> Solutions(KkPuzzle puzzle)
    {
        var found = ImmutableArray.CreateBuilder<int>();
        for (int word = 0; word * WordBits < 1 << puzzle.People; word++)
        {
            for (ulong live = Live(puzzle, word); live != 0; live &= live - 1)
                found.Add(word * WordBits + BitOperations.TrailingZeroCount(live));
        }

        return found.ToImmutable();
    }

    /// <summary>The solution when there is exactly one.</summary>
    /// <param name="puzzle">The puzzle.</param>
    /// <param name="knights">Bit p is set when person p is a knight; 0 when the answer is false.</param>
    public static bool TryUnique(KkPuzzle puzzle, out int knights)
    {
        knights = 0;
        int count = 0;
        for (int word = 0; word * WordBits < 1 << puzzle.People; word++)
        {
            ulong live = Live(puzzle, word);
            if (live == 0) continue;
            count += BitOperations.PopCount(live);
            if (count == 1) knights = word * WordBits + BitOperations.TrailingZeroCount(live);
        }

        if (count == 1) return true;
        knights = 0;
        return false;
    }

    /// <summary>The assignments among 64 consecutive ones under which, for every p, p is a knight ⇔ statement p is true.</summary>
    private static ulong Live(KkPuzzle puzzle, int word)
    {
        ulong live = AssignmentBits.All(puzzle.People);
        for (int person = 0; person < puzzle.People && live != 0; person++)
            live &= ~(puzzle.TruthWord(person, word) ^ AssignmentBits.Knight(person, word));

        return live;
    }
}
