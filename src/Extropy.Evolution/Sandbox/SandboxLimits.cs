using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox;

/// <summary>What a sandboxed program may use. Every limit holds for root too: the program runs as a user without rights.</summary>
public sealed record SandboxLimits
{
    /// <summary>Least address space of a process, in bytes: the .NET runtime does not start in less.</summary>
    public const long LeastAddressSpace = 2L << 30;

    /// <summary>Wall time until everything is killed, positive. Default 60 s.</summary>
    public TimeSpan Wall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Processor time of each process, whole seconds, at least 1 s. Default 60 s.</summary>
    public TimeSpan Processor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Memory of all its processes together, in bytes, where the machine lets us set it; at least 16 MiB. Default 512 MiB.</summary>
    public long Memory { get; init; } = 512L << 20;

    /// <summary>Address space of each process, in bytes, at least <see cref="LeastAddressSpace"/>. Default 4 GiB.</summary>
    public long AddressSpace { get; init; } = 4L << 30;

    /// <summary>Processes and threads, at least 1. Default 64: the .NET runtime alone takes about 20.</summary>
    public int Processes { get; init; } = 64;

    /// <summary>Open files of each process, at least 16. Default 256.</summary>
    public int OpenFiles { get; init; } = 256;

    /// <summary>Bytes that the scratch folder holds, and the largest file; at least 64 KiB. It lies in memory. Default 32 MiB.</summary>
    public long Scratch { get; init; } = 32L << 20;

    /// <summary>Bytes of standard output until everything is killed, not negative. Default 8 MiB.</summary>
    public long Output { get; init; } = 8L << 20;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Wall <= TimeSpan.Zero || Wall > TimeSpan.FromDays(7)) faults.Add($"{Wall} of wall time is not in (0, 7 days]");
        if (Processor < TimeSpan.FromSeconds(1)) faults.Add($"{Processor} of processor time is below 1 s");
        if (Memory < 16L << 20) faults.Add($"{Memory} bytes of memory are below 16 MiB");
        if (AddressSpace < LeastAddressSpace) faults.Add($"{AddressSpace} bytes of address space are below 2 GiB, in which the runtime does not start");
        if (Processes is < 1 or > 100_000) faults.Add($"{Processes} processes are not in [1, 100000]");
        if (OpenFiles is < 16 or > 100_000) faults.Add($"{OpenFiles} open files are not in [16, 100000]");
        if (Scratch < 64L << 10) faults.Add($"{Scratch} bytes of scratch are below 64 KiB");
        if (Output < 0) faults.Add($"{Output} bytes of output are negative");
        if (faults.Count > 0) throw new BadInputException($"Sandbox: {string.Join("; ", faults)}.");
    }
}
