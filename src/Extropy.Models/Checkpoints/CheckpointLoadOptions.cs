using Extropy.Core.Errors;

namespace Extropy.Models.Checkpoints;

/// <summary>Limits under which a checkpoint is loaded.</summary>
public sealed record CheckpointLoadOptions
{
    /// <summary>
    /// Longest context to prepare for; a model that allows more is loaded, and would be saved, with this one. 0, the default, takes the
    /// model's own: tables and workspaces grow with it, and some allow 131,072 tokens.
    /// </summary>
    public int MostContext { get; init; }

    /// <summary>
    /// Most bytes that loading and packing may take (<see cref="ModelMemory.OfDecoding"/>); a larger model is refused before anything is
    /// read. 0, the default, is what the machine or its container offers; see <see cref="GCMemoryInfo.TotalAvailableMemoryBytes"/>.
    /// </summary>
    public long MostBytes { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (MostContext < 0) faults.Add($"a context of {MostContext} tokens (0 or more)");
        if (MostBytes < 0) faults.Add($"memory of {MostBytes} bytes (0 or more)");
        if (faults.Count > 0) throw new BadInputException($"Loading a checkpoint: {string.Join("; ", faults)}.");
    }
}
