namespace Extropy.Runs.Effects;

/// <summary>What a journal has done since it was opened. Belongs to what is measured, never to a result.</summary>
/// <param name="Replayed">Effects answered from the record.</param>
/// <param name="Rows">Rows committed.</param>
/// <param name="Commits">Transactions committed.</param>
/// <param name="PossiblyCharged">Paid calls made again because the first attempt left no response on record: they may have been charged twice.</param>
public readonly record struct JournalCounts(long Replayed, long Rows, long Commits, long PossiblyCharged);
