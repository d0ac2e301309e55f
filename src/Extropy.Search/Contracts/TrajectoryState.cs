namespace Extropy.Search.Contracts;

/// <summary>Where a trajectory stands.</summary>
public enum TrajectoryState
{
    /// <summary>May be continued.</summary>
    Open,

    /// <summary>Has all it needs, or has ended, but lacks a readable answer: one finishing call may write it.</summary>
    Unfinished,

    /// <summary>Carries an answer; nothing may follow.</summary>
    Complete,
}
