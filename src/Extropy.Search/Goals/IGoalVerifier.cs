using Extropy.Search.Contracts;

namespace Extropy.Search.Goals;

/// <summary>Checks goals on a trajectory. Pure, thread-safe, never throws on model text.</summary>
public interface IGoalVerifier
{
    /// <summary>V_g for several goals in one pass over the text.</summary>
    /// <param name="trajectory">The trajectory.</param>
    /// <param name="goals">Goals of this problem, any subset, the root possibly among them.</param>
    /// <param name="scores">Same length as <paramref name="goals"/>; receives values in [0, 1]. Others are clamped and counted by the search.</param>
    void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores);
}
