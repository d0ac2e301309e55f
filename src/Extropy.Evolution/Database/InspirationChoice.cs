using Extropy.Core.Chance;

namespace Extropy.Evolution.Database;

/// <summary>
/// What a proposer is shown beside the parent: some from the archive (first the best of the run where it lives here, else at random), then the best that are
/// left. Never the parent, never one twice.
/// </summary>
internal static class InspirationChoice
{
    /// <summary>Draws inspirations.</summary>
    /// <param name="effective">Shape [n]: effective scores of the island's archived candidates.</param>
    /// <param name="parent">Index of the parent, or −1 where it is none of them.</param>
    /// <param name="runBest">Index of the best candidate of the run, or −1 where it is none of them.</param>
    /// <param name="fromArchive">How many from the archive.</param>
    /// <param name="fromTop">How many of the best.</param>
    /// <param name="chosen">Receives the indices: those from the archive, then those from the top.</param>
    /// <param name="draws">Chance.</param>
    public static void Draw(
        ReadOnlySpan<double> effective, int parent, int runBest, int fromArchive, int fromTop, List<int> chosen, ref Draws draws)
    {
        chosen.Clear();
        if (fromArchive > 0 && runBest >= 0 && runBest != parent) chosen.Add(runBest);
        while (chosen.Count < fromArchive)
        {
            int left = 0;
            for (int i = 0; i < effective.Length; i++) left += IsFree(i) ? 1 : 0;
            if (left == 0) return;
            int wanted = draws.NextInt(left);
            for (int i = 0; ; i++)
            {
                if (!IsFree(i) || wanted-- > 0) continue;
                chosen.Add(i);
                break;
            }
        }

        for (int taken = 0; taken < fromTop; taken++)
        {
            int top = -1;
            for (int i = 0; i < effective.Length; i++)
            {
                if (IsFree(i) && (top < 0 || effective[i] > effective[top])) top = i;
            }

            if (top < 0) return;
            chosen.Add(top);
        }

        bool IsFree(int index) => index != parent && !chosen.Contains(index);
    }
}
