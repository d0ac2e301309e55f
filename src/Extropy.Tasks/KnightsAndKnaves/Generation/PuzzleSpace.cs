using System.Numerics;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Tasks.KnightsAndKnaves.Generation;

/// <summary>How many puzzles of one size the grammar holds that have exactly one solution.</summary>
internal static class PuzzleSpace
{
    /// <summary>Largest n that is counted; from 5 people on there are more than any list can hold.</summary>
    private const int LargestCounted = 4;

    /// <summary>The exact number for n ≤ 4; <see cref="long.MaxValue"/> above.</summary>
    /// <remarks>
    /// A statement matters only by its set of assignments under which "speaker is a knight ⇔ statement" holds (2ⁿ bits); a puzzle's
    /// solutions are the intersection of its n sets. So sets are counted, not puzzles.
    /// </remarks>
    public static long Size(int people)
    {
        if (people > LargestCounted) return long.MaxValue;
        var counts = new Dictionary<int, long> { [(1 << (1 << people)) - 1] = 1 };
        for (int speaker = 0; speaker < people; speaker++)
        {
            var next = new Dictionary<int, long>();
            foreach ((int live, long tuples) in counts)
            {
                foreach ((int set, long statements) in StatementSets(speaker, people))
                    next[live & set] = next.GetValueOrDefault(live & set) + tuples * statements;
            }

            counts = next;
        }

        return counts.Where(entry => BitOperations.IsPow2(entry.Key)).Sum(entry => entry.Value);
    }

    private static Dictionary<int, long> StatementSets(int speaker, int people)
    {
        var sets = new Dictionary<int, long>();
        foreach (Statement statement in Statements(speaker, people))
        {
            int set = 0;
            for (int knights = 0; knights < 1 << people; knights++)
                if (statement.Holds(knights) == ((knights >> speaker & 1) == 1)) set |= 1 << knights;
            sets[set] = sets.GetValueOrDefault(set) + 1;
        }

        return sets;
    }

    private static IEnumerable<Statement> Statements(int speaker, int people)
    {
        Statement[] leaves =
        [
            .. Enumerable.Range(0, people).Select(person => new Statement.TellsTruth(person)),
            .. Enumerable.Range(0, people).Where(person => person != speaker).Select(person => new Statement.Lies(person)),
        ];
        foreach (Statement leaf in leaves)
        {
            yield return leaf;
            yield return new Statement.Not(leaf);
        }

        foreach (Statement left in leaves)
        {
            foreach (Statement right in leaves)
            {
                if (left == right) continue;
                yield return new Statement.And(left, right);
                yield return new Statement.Or(left, right);
                yield return new Statement.Implies(left, right);
                yield return new Statement.Iff(left, right);
            }
        }
    }
}
