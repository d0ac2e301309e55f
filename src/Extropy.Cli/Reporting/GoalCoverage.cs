using System.Collections.Immutable;
using Extropy.Cli.Solving;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Reporting;

/// <summary>How many goals of the final tree were met as the pool grew.</summary>
/// <param name="ByBest">After each node: goals met by the node that met most so far.</param>
/// <param name="ByAny">After each node: goals met by at least one node so far.</param>
/// <param name="Total">Goals in the final tree.</param>
internal sealed record GoalCoverage(ImmutableArray<int> ByBest, ImmutableArray<int> ByAny, int Total)
{
    /// <summary>Computes it, or null when the search used no goals.</summary>
    /// <remarks>Theorem 2 counts goals covered by a collection; a solution needs them assembled in one trajectory. Both are shown.</remarks>
    public static GoalCoverage? Of(SolveReport report)
    {
        if (report.Result.Goals is not { } tree || report.Setup.Problem.Goals is not { } source) return null;

        Goal[] goals = [.. tree.Goals];
        var scores = new double[goals.Length];
        var covered = new bool[goals.Length];
        var byBest = ImmutableArray.CreateBuilder<int>(report.Result.Nodes.Length);
        var byAny = ImmutableArray.CreateBuilder<int>(report.Result.Nodes.Length);
        int most = 0;
        foreach (SearchNode node in report.Result.Nodes)
        {
            source.Verifier.Score(node.Trajectory, goals, scores);
            if (node.Verdict.IsSolved) scores[0] = 1; // the root's verdict is the problem's reward
            int met = 0;
            for (int goal = 0; goal < goals.Length; goal++)
            {
                if (!(scores[goal] >= 1)) continue;
                met++;
                covered[goal] = true;
            }

            most = Math.Max(most, met);
            byBest.Add(most);
            byAny.Add(covered.Count(isCovered => isCovered));
        }

        return new GoalCoverage(byBest.MoveToImmutable(), byAny.MoveToImmutable(), goals.Length);
    }
}
