using Extropy.Core.Errors;

namespace Extropy.Models.Checkpoints;

/// <summary>How a checkpoint's weights are written.</summary>
public sealed record CheckpointSaveOptions
{
    /// <summary>Longest file when nothing is said, 5 GB: that of Hugging Face.</summary>
    public const long DefaultMostShardBytes = 5_000_000_000;

    /// <summary>Type of the weights: F32, or BF16, rounded to nearest, ties to even. Default F32.</summary>
    public SafetensorsType Type { get; init; } = SafetensorsType.F32;

    /// <summary>Most bytes of tensors in one file; beyond it the weights are cut into several, whole tensors each. Default 5 GB.</summary>
    public long MostShardBytes { get; init; } = DefaultMostShardBytes;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Type is not (SafetensorsType.F32 or SafetensorsType.BF16)) faults.Add($"weights as {Type} (F32 or BF16)");
        if (MostShardBytes < 1) faults.Add($"files of {MostShardBytes} bytes (1 or more)");
        if (faults.Count > 0) throw new BadInputException($"Saving a checkpoint: {string.Join("; ", faults)}.");
    }
}
