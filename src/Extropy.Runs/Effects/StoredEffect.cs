namespace Extropy.Runs.Effects;

/// <summary>A row as it lies in the file.</summary>
internal readonly record struct StoredEffect(long Stream, long Ordinal, uint Checksum, EffectRecord Record);
