namespace Extropy.Runs.Effects;

/// <summary>A stored effect: the row of the journal that holds it, what was asked, and what came back.</summary>
internal readonly record struct EffectRecord(long Row, EffectKind Kind, ReadOnlyMemory<byte> Request, ReadOnlyMemory<byte> Payload);
