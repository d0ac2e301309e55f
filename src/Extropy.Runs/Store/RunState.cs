namespace Extropy.Runs.Store;

/// <summary>Where a run stands.</summary>
public enum RunState
{
    /// <summary>A process is working on it now.</summary>
    Running,

    /// <summary>Stopped or killed before its end; resuming goes on where it was.</summary>
    Interrupted,

    /// <summary>Its result is written.</summary>
    Finished,

    /// <summary>An error ended it; it may be resumed once the cause is mended.</summary>
    Failed,
}
