using Extropy.Learning.Rollouts;
using Extropy.Learning.Training;

namespace Extropy.Learning.Improvement;

/// <summary>Joins what was collected and what was trained.</summary>
internal static class UpdateRows
{
    /// <summary>The row of one update.</summary>
    public static UpdateRow Of(Collection collection, UpdateReport report)
    {
        int searched = 0, sound = 0, successes = 0, evolved = 0;
        foreach (RolloutGroup group in collection.Groups)
        {
            foreach (Rollout member in group.Members)
            {
                if (member.Source != RolloutSource.Searched) continue;
                searched++;
                if (member.IsSound) sound++;
                if (member.Reward < 1) continue;
                successes++;
                if (member.IsEvolved) evolved++;
            }
        }

        return new UpdateRow(
            report.Step, collection.Tried, collection.Solved, collection.Groups.Length, collection.Dropped, collection.Spent.GeneratedTokens,
            report.Updates, report.Skipped, searched, sound, successes, evolved, report.Metrics);
    }
}
