using Extropy.Search.Contracts;

namespace Extropy.Search.Pool;

/// <summary>Prepares trajectories for a finishing call.</summary>
internal static class Finishing
{
    /// <summary>
    /// The trajectory as a prefix that may be continued: an end mark on its last step is taken off, and an empty last step, which was
    /// nothing but the mark, goes away. Of that step's token facts only the ids before the mark stay: a policy reads its own words from them.
    /// </summary>
    public static Trajectory Reopen(Trajectory trajectory)
    {
        if (!trajectory.IsEnded) return trajectory;
        Step last = trajectory.Steps[^1];
        var head = trajectory.Steps.RemoveAt(trajectory.Length - 1);
        if (last.Text.Length == 0) return new Trajectory(head);
        StepTokens? tokens = last.Tokens is { Ids: { IsDefaultOrEmpty: false } ids } ? new StepTokens(ids[..^1]) : null;
        return new Trajectory(head.Add(new Step(last.Text, tokens: tokens)));
    }
}
