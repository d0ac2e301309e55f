namespace Extropy.Evolution.Sandbox;

/// <summary>What the members of a control group used until they were killed.</summary>
/// <param name="Processor">Processor time, theirs and the sandbox's own; null where the kernel does not tell.</param>
/// <param name="PeakMemory">Largest memory, in bytes; null where the kernel does not tell.</param>
/// <param name="IsMemoryExceeded">The kernel killed a member for its memory.</param>
/// <param name="IsNumberExceeded">The kernel refused a member another process or thread.</param>
/// <param name="Left">Who could not be killed.</param>
internal sealed record ControlGroupEnd(TimeSpan? Processor, long? PeakMemory, bool IsMemoryExceeded, bool IsNumberExceeded, int[] Left)
{
    /// <summary>Where there was no group.</summary>
    public static ControlGroupEnd Unknown { get; } = new(null, null, false, false, []);
}
