using Extropy.Core.Identity;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>
/// The memory of a run: every effect of the world on its searches, stored as it arrives and found by key (search, fork path, ordinal), so
/// that the order of arrival never matters; and the metrics series. Append-only.
/// </summary>
/// <remarks>Thread-safe; the streams it hands out are sequential. One process may write (the run's lock sees to that), any may read.</remarks>
public sealed class Journal : IAsyncDisposable
{
    private readonly SqliteConnection _writing;
    private readonly SqliteConnection _reading;
    private readonly JournalReader _reader;
    private readonly Committer _committer;
    private readonly Lock _gate = new();
    private readonly bool _wasEmpty;
    private readonly HashSet<(Digest, string)> _open = [];
    private long _lastStream;
    private long _replayed;
    private long _possiblyCharged;
    private bool _isDisposed;

    private Journal(string path, SqliteConnection writing, SqliteConnection reading, ICommitObserver? commits)
    {
        Path = path;
        _writing = writing;
        _reading = reading;
        _reader = new JournalReader(path, reading);
        _lastStream = _reader.LastStream();
        _wasEmpty = _lastStream == 0;
        _committer = new Committer(path, writing, commits);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>True when the journal held effects when it was opened: the run is being resumed.</summary>
    public bool IsResumed => !_wasEmpty;

    /// <summary>What it has done since it was opened.</summary>
    public JournalCounts Counts => new(
        Interlocked.Read(ref _replayed), _committer.Rows, _committer.Commits, Interlocked.Read(ref _possiblyCharged));

    /// <summary>Opens a journal for appending; creates it when there is none.</summary>
    /// <exception cref="JournalDamagedException">The file is not a whole journal.</exception>
    /// <exception cref="JournalUnwritableException">The file cannot be opened for writing.</exception>
    public static Journal Open(string path) => Open(path, commits: null);

    /// <summary>Opens a journal whose commits are watched.</summary>
    internal static Journal Open(string path, ICommitObserver? commits)
    {
        SqliteConnection writing = JournalFile.OpenForWriting(path);
        SqliteConnection? reading = null;
        try
        {
            reading = JournalFile.OpenForReading(path);
            return new Journal(path, writing, reading, commits);
        }
        catch
        {
            reading?.Dispose();
            writing.Dispose();
            throw;
        }
    }

    /// <summary>The effects of one search or fork.</summary>
    /// <param name="search">Identity of the search.</param>
    /// <param name="path">Path of the fork, empty for the search itself.</param>
    /// <exception cref="InvalidOperationException">It was opened before in this process: two searches share a key.</exception>
    /// <exception cref="JournalDamagedException">A record of this stream is damaged.</exception>
    public EffectStream Stream(Digest search, string path)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_open.Add((search, path)))
                throw new InvalidOperationException($"Search {search} is already open at path '{path}'; give repeated searches different replicates.");

            long id = _wasEmpty ? 0 : _reader.FindStream(search, path);
            if (id == 0) return new EffectStream(this, ++_lastStream, search, path, [], []);

            Dictionary<long, EffectRecord> records = _reader.ReadEffects(id);
            HashSet<long> intents = _reader.ReadIntents(id);
            intents.ExceptWith(records.Keys);
            return new EffectStream(this, id, search, path, records, intents) { IsStored = true };
        }
    }

    /// <summary>Adds a point to a metrics series; a point at the same step is replaced. Committed with the next group, not waited for.</summary>
    public void AddMetric(string series, long step, double value) =>
        Add(new PendingRow { What = PendingKind.Metric, Series = series, Ordinal = step, Value = value });

    /// <summary>Completes when everything handed over so far is committed.</summary>
    public Task FlushAsync() => _committer.FlushAsync();

    /// <summary>Commits what is left and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
        }

        await _committer.DisposeAsync().ConfigureAwait(false);
        _reader.Dispose();
        await _reading.DisposeAsync().ConfigureAwait(false);
        await _writing.DisposeAsync().ConfigureAwait(false);
    }

    internal void Add(in PendingRow row) => _committer.Add(row);

    internal void CountReplayed() => Interlocked.Increment(ref _replayed);

    internal void CountPossiblyCharged() => Interlocked.Increment(ref _possiblyCharged);
}
