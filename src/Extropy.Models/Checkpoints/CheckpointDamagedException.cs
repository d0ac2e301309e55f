using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Models.Checkpoints;

/// <summary>A checkpoint's file is not what it should be.</summary>
/// <param name="path">The file.</param>
/// <param name="offset">Byte at which the damage was found.</param>
/// <param name="fault">What is wrong there; a sentence without a full stop.</param>
/// <param name="safe">What can still be relied on; a sentence without a full stop.</param>
public sealed class CheckpointDamagedException(string path, long offset, string fault, string safe)
    : ExtropyException(string.Create(CultureInfo.InvariantCulture, $"{path} is damaged at byte {offset}: {fault}. {safe}."))
{
    /// <summary>The damaged file.</summary>
    public string Path { get; } = path;

    /// <summary>Byte at which the damage was found.</summary>
    public long Offset { get; } = offset;
}
