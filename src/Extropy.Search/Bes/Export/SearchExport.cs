using System.Collections.Immutable;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Bes.Export;

/// <summary>
/// Turns a finished search into a training group of G_n trajectories for one prompt. Source: arXiv 2605.28814, appendix D.1.
/// </summary>
public static class SearchExport
{
    /// <summary>G_n of the paper.</summary>
    public const int PaperGroupSize = 8;

    /// <summary>
    /// The complete trajectories, best score first. When there are more than G_n: the first correct one found and the G_n − 1 best wrong ones,
    /// or G_n wrong ones when none is correct. When there are fewer, all of them; the rest is to be filled with ordinary rollouts.
    /// </summary>
    /// <param name="result">The search. Its pool holds no duplicates.</param>
    /// <param name="groupSize">G_n ≥ 2.</param>
    /// <param name="isCorrect">What counts as correct; null for <see cref="Verdict.IsSolved"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A group below 2.</exception>
    public static ExportGroup Select(SearchResult result, int groupSize = PaperGroupSize, Func<Verdict, bool>? isCorrect = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groupSize, 2);
        isCorrect ??= verdict => verdict.IsSolved;
        SearchNode[] ranked =
        [
            .. result.Nodes.Where(node => node.Verdict.State == TrajectoryState.Complete)
                .OrderByDescending(node => result.FinalScores.IsEmpty ? node.Score : result.FinalScores[node.Id]), // stable: ties to the earlier
        ];
        if (ranked.Length <= groupSize) return new ExportGroup([.. ranked], groupSize - ranked.Length);

        SearchNode[] first = [.. ranked.Where(node => isCorrect(node.Verdict)).OrderBy(node => node.Id).Take(1)];
        IEnumerable<SearchNode> wrong = ranked.Where(node => !isCorrect(node.Verdict)).Take(groupSize - first.Length);
        ImmutableArray<SearchNode> members = [.. first, .. wrong];
        return new ExportGroup(members, groupSize - members.Length);
    }
}
