using Extropy.Search.Contracts;

namespace Extropy.Search.Pool;

/// <summary>Prepares trajectories for a finishing call.</summary>
internal static class Finishing
{
    /// <summary>
    /// The trajectory as a prefix that may be continued: an end mark on its last step is taken off, and an empty last step, which was
    /// nothing but the mark, goes away. Token facts of that step are dropped with the mark, since they contain it.
    /// </summary>
    public static Trajectory Reopen(Trajectory trajectory)
    {
        if (!trajectory.IsEnded) return trajectory;
        Step last = trajectory.Steps[^1];
        var head = trajectory.Steps.RemoveAt(trajectory.Length - 1);
        return new Trajectory(last.Text.Length == 0 ? head : head.Add(new Step(last.Text)));
    }
}
