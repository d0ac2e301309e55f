using Extropy.Core.Chance;

namespace Extropy.Evolution.Database;

/// <summary>
/// Exchange between islands: each sends max(1, ⌊share · size⌋) of its correct candidates, drawn uniformly from those of later generations than the
/// starts, to one random other island; its best stays. All are drawn before any moves.
/// </summary>
/// <param name="share">In [0, 1].</param>
/// <param name="most">Most that one island sends.</param>
internal sealed class Migration(double share, int most)
{
    private readonly List<(Entry Entry, int To)> _leaving = [];

    /// <summary>Moves candidates.</summary>
    /// <param name="islands">All islands; nothing happens with fewer than two.</param>
    /// <param name="at">The commit after which they live elsewhere.</param>
    /// <param name="oldest">The oldest commit that anybody still asks about.</param>
    /// <param name="draws">Chance.</param>
    /// <returns>How many moved.</returns>
    public int Run(IReadOnlyList<Island> islands, long at, long oldest, ref Draws draws)
    {
        if (islands.Count < 2) return 0;
        _leaving.Clear();
        foreach (Island island in islands)
        {
            int wanted = Math.Min(most, Math.Max(1, (int)(share * island.Size)));
            int to = draws.NextInt(islands.Count - 1);
            if (to >= island.Index) to++;
            int sent = Take(island, wanted, to, ref draws);
            island.Lose(sent);
        }

        foreach ((Entry entry, int to) in _leaving)
        {
            entry.Move(at, to, oldest);
            islands[to].Add(entry);
        }

        return _leaving.Count;
    }

    private int Take(Island island, int wanted, int to, ref Draws draws)
    {
        List<Entry> movable = island.Movable;
        bool keepsBest = island.Best is { IsStart: false };
        int count = Math.Min(wanted, keepsBest ? movable.Count - 1 : movable.Count);
        for (int taken = 0; taken < count;)
        {
            int chosen = draws.NextInt(movable.Count);
            if (ReferenceEquals(movable[chosen], island.Best)) continue; // drawn again: uniform over the others
            _leaving.Add((movable[chosen], to));
            movable[chosen] = movable[^1];
            movable.RemoveAt(movable.Count - 1);
            taken++;
        }

        return count;
    }
}
