namespace Extropy.Runs.Store;

/// <summary>What a run will need, computed before it begins.</summary>
/// <param name="Events">Rows of the journal.</param>
/// <param name="DiskBytes">Size of the journal at the end, write-ahead log included.</param>
/// <param name="MemoryBytes">Memory of the journal: the records of the searches in flight, as replayed after a stop.</param>
public readonly record struct RunForecast(long Events, long DiskBytes, long MemoryBytes)
{
    /// <summary>A row's bytes beside its payload: request digest, key, checksum, and the share of pages left free.</summary>
    public const int RowOverheadBytes = 90;

    /// <summary>Bytes of a sampled token: id, log-probability and entropy, and some six letters of text.</summary>
    public const int TokenBytes = 16;

    /// <summary>Bytes of a record in memory beside its payload.</summary>
    public const int RecordOverheadBytes = 200;

    private const long WriteAheadLogBytes = 4000 * 4096L; // wal_autocheckpoint pages of the default size

    /// <summary>The forecast for equal searches.</summary>
    /// <param name="searches">How many.</param>
    /// <param name="eventsPerSearch">Requests of one search: at most its policy calls.</param>
    /// <param name="tokensPerEvent">Tokens of one response.</param>
    /// <param name="inFlight">Most searches at once.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public static RunForecast Of(long searches, long eventsPerSearch, double tokensPerEvent, long inFlight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(searches);
        ArgumentOutOfRangeException.ThrowIfNegative(eventsPerSearch);
        ArgumentOutOfRangeException.ThrowIfNegative(tokensPerEvent);
        ArgumentOutOfRangeException.ThrowIfNegative(inFlight);
        double payload = tokensPerEvent * TokenBytes;
        double events = (double)searches * eventsPerSearch;
        double disk = events * (RowOverheadBytes + payload);
        double memory = (double)Math.Min(inFlight, searches) * eventsPerSearch * (RecordOverheadBytes + payload);
        return new RunForecast(Whole(events), Whole(disk + Math.Min(disk, WriteAheadLogBytes)), Whole(memory));
    }

    private static long Whole(double number) => number >= long.MaxValue ? long.MaxValue : (long)Math.Ceiling(number);
}
