using Extropy.Core.Chance;

namespace Extropy.Evolution.Database;

/// <summary>Which island makes the next candidate: one with the fewest correct candidates; equals are drawn uniformly.</summary>
internal static class IslandChoice
{
    public static Island Draw(IReadOnlyList<Island> islands, ref Draws draws)
    {
        int fewest = int.MaxValue, equals = 0;
        for (int i = 0; i < islands.Count; i++)
        {
            int correct = islands[i].Correct;
            if (correct > fewest) continue;
            equals = correct < fewest ? 1 : equals + 1;
            fewest = correct;
        }

        int wanted = draws.NextInt(equals);
        for (int i = 0; ; i++)
        {
            if (islands[i].Correct == fewest && wanted-- == 0) return islands[i];
        }
    }
}
