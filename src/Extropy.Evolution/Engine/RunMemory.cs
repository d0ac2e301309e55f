using System.Collections.Immutable;
using Extropy.Core.Identity;

namespace Extropy.Evolution.Engine;

/// <summary>What a run knows beside its candidates: what reflections between commits left for later proposals.</summary>
public sealed record RunMemory
{
    /// <summary>Nothing.</summary>
    public static RunMemory None { get; } = new();

    /// <summary>What is worth knowing of the run so far; empty while nothing was written.</summary>
    public string Scratchpad { get; init; } = "";

    /// <summary>What to try next, each on one line. A proposal is given one of them at most.</summary>
    public ImmutableArray<string> Recommendations { get; init; } = [];

    /// <summary>The system prompts that proposals may be asked with, the oldest first; empty where there is no choice.</summary>
    public ImmutableArray<SystemPrompt> Prompts { get; init; } = [];

    /// <summary>64 bits that differ, in all likelihood, where the content does; 0 where there is nothing.</summary>
    internal ulong Fingerprint()
    {
        if (Scratchpad.Length == 0 && Recommendations.IsEmpty && Prompts.IsEmpty) return 0;
        using var digest = new DigestBuilder();
        digest.Add(Scratchpad).Add(Recommendations.Length);
        foreach (string recommendation in Recommendations) digest.Add(recommendation);
        foreach (SystemPrompt prompt in Prompts) digest.Add(prompt.Id).Add(prompt.Text).Add(prompt.Programs).Add(prompt.Percentiles);
        return digest.Build().High;
    }
}
