using Extropy.Core.Chance;

namespace Extropy.Evolution.Database;

/// <summary>
/// Exchange between islands: each sends max(1, ⌊share · size⌋) of its correct candidates, drawn uniformly from those of later generations than the
/// starts, to one random other island; its best stays. All are drawn before any moves.
/// </summary>
internal static class Migration
{
    /// <summary>Moves candidates.</summary>
    /// <param name="islands">All islands; nothing happens with fewer than two.</param>
    /// <param name="share">In [0, 1].</param>
    /// <param name="most">Most that one island sends.</param>
    /// <param name="at">The commit after which they live elsewhere.</param>
    /// <param name="oldest">The oldest commit that anybody still asks about.</param>
    /// <param name="draws">Chance.</param>
    /// <returns>How many moved.</returns>
    public static int Run(IReadOnlyList<Island> islands, double share, int most, long at, long oldest, ref Draws draws)
    {
        if (islands.Count < 2) return 0;
        var leaving = new List<(Entry Entry, int To)>();
        foreach (Island island in islands)
        {
            int wanted = Math.Min(most, Math.Max(1, (int)(share * island.Size)));
            int to = draws.NextInt(islands.Count - 1);
            if (to >= island.Index) to++;
            int sent = Take(island, wanted, to, leaving, ref draws);
            island.Lose(sent);
        }

        foreach ((Entry entry, int to) in leaving)
        {
            entry.Move(at, to, oldest);
            islands[to].Add(entry);
        }

        return leaving.Count;
    }

    private static int Take(Island island, int wanted, int to, List<(Entry Entry, int To)> leaving, ref Draws draws)
    {
        List<Entry> movable = island.Movable;
        bool keepsBest = island.Best is { Candidate.Generation: > 0 };
        int count = Math.Min(wanted, keepsBest ? movable.Count - 1 : movable.Count);
        for (int taken = 0; taken < count;)
        {
            int chosen = draws.NextInt(movable.Count);
            if (ReferenceEquals(movable[chosen], island.Best)) continue; // drawn again: uniform over the others
            leaving.Add((movable[chosen], to));
            movable[chosen] = movable[^1];
            movable.RemoveAt(movable.Count - 1);
            taken++;
        }

        return count;
    }
}
