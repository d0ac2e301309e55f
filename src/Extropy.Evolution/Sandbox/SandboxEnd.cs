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

    /// <summary>It wanted more processes and threads than it may have, and gave up. Known where there is a control group; else <see cref="Failed"/>.</summary>
    Processes,

    /// <summary>It wrote a file larger than it may, and the kernel's signal ended it. A program that ignores the signal is told of an error: <see cref="Failed"/>.</summary>
    FileSize,
}
