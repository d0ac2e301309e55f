namespace Extropy.Search.Contracts;

/// <summary>
/// Judges trajectories. Pure, thread-safe, never throws on model text: text that cannot be read scores 0. Verdicts are recomputed on
/// replay, never recorded.
/// </summary>
public interface IVerifier
{
    /// <summary>The verdict on a trajectory.</summary>
    Verdict Verify(Trajectory trajectory);
}
