using System.Buffers.Binary;
using System.Globalization;
using System.Threading.Tasks.Sources;
using Extropy.Core.Identity;

namespace Extropy.Runs.Effects;

/// <summary>
/// The effects of one search or fork, by ordinal: first those on record, then new ones. Sequential like the search that owns it: one
/// append may be pending.
/// </summary>
/// <remarks>Not thread-safe. All records of the stream are read when it is opened and let go as they are replayed.</remarks>
public sealed class EffectStream : IValueTaskSource
{
    private readonly Journal _journal;
    private readonly Dictionary<long, EffectRecord> _records;
    private ManualResetValueTaskSourceCore<bool> _commit = new() { RunContinuationsAsynchronously = true };
    private long _lastRecorded = -1;

    internal EffectStream(Journal journal, long id, Digest search, string path, Dictionary<long, EffectRecord> records, HashSet<long> intents)
    {
        _journal = journal;
        _records = records;
        Id = id;
        Search = search;
        Path = path;
        OpenIntents = intents;
        foreach (long ordinal in records.Keys) _lastRecorded = Math.Max(_lastRecorded, ordinal);
    }

    /// <summary>Identity of the search.</summary>
    public Digest Search { get; }

    /// <summary>Path of the fork, empty for the search itself.</summary>
    public string Path { get; }

    /// <summary>Records not yet replayed.</summary>
    public int RecordsLeft => _records.Count;

    internal long Id { get; }

    internal bool IsStored { get; set; }

    /// <summary>Ordinals of paid calls that were announced but have no response on record.</summary>
    internal HashSet<long> OpenIntents { get; }

    /// <summary>True while some record has this ordinal or a later one: the search is being replayed.</summary>
    public bool IsReplaying(long ordinal) => ordinal <= _lastRecorded;

    /// <summary>Looks at the record at an ordinal without taking it.</summary>
    public bool TryPeek(long ordinal, out EffectKind kind, out ReadOnlyMemory<byte> payload)
    {
        bool isFound = _records.TryGetValue(ordinal, out EffectRecord record);
        (kind, payload) = (record.Kind, record.Payload);
        return isFound;
    }

    /// <summary>Looks an effect up. Found with the same request: its payload. Not found: go live.</summary>
    /// <exception cref="ReplayDivergenceException">The record at this ordinal answers another request.</exception>
    public bool TryReplay(long ordinal, in EffectRequest request, out ReadOnlyMemory<byte> payload)
    {
        if (!_records.Remove(ordinal, out EffectRecord record))
        {
            payload = default;
            return false;
        }

        Compare(ordinal, record, request);
        payload = record.Payload;
        _journal.CountReplayed();
        return true;
    }

    /// <summary>Appends an effect; completes when its row is committed.</summary>
    /// <exception cref="JournalUnwritableException">The row could not be committed.</exception>
    public ValueTask AppendAsync(long ordinal, in EffectRequest request, byte[] payload, bool isDurable = false)
    {
        _commit.Reset();
        _journal.Add(Row(ordinal, request, payload) with { IsAwaited = true, IsDurable = isDurable });
        return new ValueTask(this, _commit.Version);
    }

    /// <summary>Appends a check that nobody waits for: it is committed no later than the next effect.</summary>
    public void Append(long ordinal, in EffectRequest request, byte[] payload) => _journal.Add(Row(ordinal, request, payload));

    /// <summary>Announces a paid call; completes when the announcement is on disk.</summary>
    /// <returns>True when the call had been announced before without a response on record: it may have been charged already.</returns>
    public async ValueTask<bool> AnnounceAsync(long ordinal)
    {
        bool isPossiblyCharged = OpenIntents.Contains(ordinal);
        if (isPossiblyCharged) _journal.CountPossiblyCharged();
        _commit.Reset();
        _journal.Add(new PendingRow
        {
            What = PendingKind.Intent, Stream = this, Ordinal = ordinal, IsAwaited = true, IsDurable = true,
        });
        await new ValueTask(this, _commit.Version).ConfigureAwait(false);
        return isPossiblyCharged;
    }

    /// <summary>The key under which a paid call is made and made again: the same for every attempt.</summary>
    public string IdempotencyKey(long ordinal) => Search.Derive(Path).Derive(ordinal).ToString();

    /// <summary>A record was read but its payload cannot be what its kind says.</summary>
    public JournalDamagedException Damaged(long ordinal, string what) =>
        new(_journal.Path, string.Create(CultureInfo.InvariantCulture, $"the payload at ordinal {ordinal} of search {Search} cannot be read ({what})"));

    /// <inheritdoc/>
    void IValueTaskSource.GetResult(short token) => _commit.GetResult(token);

    /// <inheritdoc/>
    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _commit.GetStatus(token);

    /// <inheritdoc/>
    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _commit.OnCompleted(continuation, state, token, flags);

    internal void Committed(Exception? failure)
    {
        if (failure is null) _commit.SetResult(true);
        else _commit.SetException(failure);
    }

    private PendingRow Row(long ordinal, in EffectRequest request, byte[] payload)
    {
        var words = new byte[sizeof(ulong) * request.Words.Length];
        for (int i = 0; i < request.Words.Length; i++) BinaryPrimitives.WriteUInt64LittleEndian(words.AsSpan(sizeof(ulong) * i), request.Words[i]);
        return new PendingRow { Stream = this, Ordinal = ordinal, Kind = request.Kind, Request = words, Payload = payload };
    }

    private void Compare(long ordinal, in EffectRecord record, in EffectRequest request)
    {
        if (record.Kind != request.Kind) Diverge(ordinal, "the kind of effect", record.Kind.ToString(), request.Kind.ToString());
        if (record.Request.Length != sizeof(ulong) * request.Words.Length)
            Diverge(ordinal, "the number of fields", $"{record.Request.Length / sizeof(ulong)}", $"{request.Words.Length}");
        for (int i = 0; i < request.Words.Length; i++)
        {
            ulong recorded = BinaryPrimitives.ReadUInt64LittleEndian(record.Request.Span[(sizeof(ulong) * i)..]);
            if (recorded != request.Words[i]) Diverge(ordinal, request.Fields[i], Show(recorded), Show(request.Words[i]));
        }
    }

    private void Diverge(long ordinal, string field, string recorded, string asked) =>
        throw new ReplayDivergenceException(Search, Path, ordinal, field, recorded, asked);

    private static string Show(ulong word) =>
        word < 1_000_000 ? word.ToString(CultureInfo.InvariantCulture) : word == long.MaxValue ? "unlimited" : $"#{word:x16}";
}
