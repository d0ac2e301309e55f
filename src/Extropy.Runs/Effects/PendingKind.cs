namespace Extropy.Runs.Effects;

/// <summary>What a row on its way to the committer is for.</summary>
internal enum PendingKind
{
    Effect,
    Intent,
    Metric,
}
