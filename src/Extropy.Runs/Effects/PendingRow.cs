namespace Extropy.Runs.Effects;

/// <summary>A row on its way to the committer.</summary>
internal readonly record struct PendingRow
{
    public PendingKind What { get; init; }

    /// <summary>Whose row; null for a metric.</summary>
    public EffectStream? Stream { get; init; }

    /// <summary>Ordinal of an effect or intent, step of a metric.</summary>
    public long Ordinal { get; init; }

    public EffectKind Kind { get; init; }

    public byte[] Request { get; init; }

    public byte[] Payload { get; init; }

    /// <summary>Someone waits for the commit.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Must survive a loss of power, not only of the process: money is involved.</summary>
    public bool IsDurable { get; init; }

    public string Series { get; init; }

    public double Value { get; init; }
}
