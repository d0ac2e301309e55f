using Extropy.Core.Errors;

namespace Extropy.Evolution.Sandbox.CSharp;

/// <summary>How C# candidates are compiled and run.</summary>
public sealed record CSharpCandidatesOptions
{
    /// <summary>What a candidate may use. Its wall time begins when it is handed its assembly.</summary>
    public SandboxLimits Limits { get; init; } = new();

    /// <summary>Wall time of one compilation. Default 10 s.</summary>
    public TimeSpan CompileTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Workers that wait, started, for a candidate; at least 1. Default 2.</summary>
    public int Waiting { get; init; } = 2;

    /// <summary>Whether sources may name only what a construction needs: an early, readable refusal, not the boundary. Default true.</summary>
    public bool IsNarrow { get; init; } = true;

    /// <summary>Most numbers of an answer, positive. Default 100,000.</summary>
    public int MostNumbers { get; init; } = 100_000;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        Limits.Validate();
        List<string> faults = [];
        if (CompileTime <= TimeSpan.Zero) faults.Add($"{CompileTime} of compile time is not positive");
        if (Waiting is < 1 or > 256) faults.Add($"{Waiting} waiting workers are not in [1, 256]");
        if (MostNumbers is < 1 or > 10_000_000) faults.Add($"{MostNumbers} numbers are not in [1, 10000000]");
        if (faults.Count > 0) throw new BadInputException($"C# candidates: {string.Join("; ", faults)}.");
    }
}
