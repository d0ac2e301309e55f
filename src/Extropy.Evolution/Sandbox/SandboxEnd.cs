namespace Extropy.Evolution.Sandbox;

/// <summary>Why a sandboxed program is no longer there.</summary>
public enum SandboxEnd
{
    /// <summary>It ended by itself with exit code 0.</summary>
    Finished,

    /// <summary>It ended by itself with another exit code, or by a signal.</summary>
    Failed,

    /// <summary>Its wall time was over.</summary>
    WallTime,

    /// <summary>Its processor time was over.</summary>
    ProcessorTime,

    /// <summary>Its processes together wanted more memory than they may have.</summary>
    Memory,

    /// <summary>It wrote more to its standard output than it may.</summary>
    Output,
}
