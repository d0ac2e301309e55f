using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Extropy.Runs.Effects;

/// <summary>
/// The prepared statements that append rows, driven through the store's C interface: a command object per row costs more than the row.
/// Owned by the committing thread.
/// </summary>
internal sealed class RowInserter : IDisposable
{
    private readonly sqlite3 _store;
    private readonly sqlite3_stmt _begin;
    private readonly sqlite3_stmt _commit;
    private readonly sqlite3_stmt _stream;
    private readonly sqlite3_stmt _effect;
    private readonly sqlite3_stmt _intent;
    private readonly sqlite3_stmt _metric;

    public RowInserter(SqliteConnection connection)
    {
        _store = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _stream = Prepare("INSERT INTO streams(id, search, path) VALUES (?, ?, ?)");
        _effect = Prepare("INSERT INTO effects(stream, ordinal, kind, request, payload, checksum) VALUES (?, ?, ?, ?, ?, ?)");
        _intent = Prepare("INSERT INTO intents(stream, ordinal) VALUES (?, ?)");
        _metric = Prepare("INSERT OR REPLACE INTO metrics(series, step, value) VALUES (?, ?, ?)");
    }

    /// <summary>Opens a transaction; one that is not committed is gone when the connection closes.</summary>
    public void Begin() => Run(_begin);

    /// <summary>Commits the transaction.</summary>
    public void Commit() => Run(_commit);

    /// <summary>Appends a row, and its stream's row when that is not there yet.</summary>
    public void Insert(in PendingRow row)
    {
        if (row.What == PendingKind.Metric)
        {
            raw.sqlite3_bind_text(_metric, 1, row.Series);
            raw.sqlite3_bind_int64(_metric, 2, row.Ordinal);
            if (double.IsNaN(row.Value)) raw.sqlite3_bind_null(_metric, 3); // SQLite has no NaN
            else raw.sqlite3_bind_double(_metric, 3, row.Value);
            Run(_metric);
            return;
        }

        EffectStream stream = row.Stream!; // effects and intents always have one
        if (!stream.IsStored) Insert(stream);
        if (row.What == PendingKind.Intent)
        {
            raw.sqlite3_bind_int64(_intent, 1, stream.Id);
            raw.sqlite3_bind_int64(_intent, 2, row.Ordinal);
            Run(_intent);
            return;
        }

        uint checksum = Checksum.Of(stream.Id, row.Ordinal, row.Kind, row.Request, row.Payload);
        InsertEffect(stream.Id, row.Ordinal, row.Kind, row.Request, row.Payload, checksum);
    }

    /// <summary>Copies a row that was read and checked; its stream must exist.</summary>
    public void Insert(in StoredEffect effect) => InsertEffect(
        effect.Stream, effect.Ordinal, effect.Record.Kind, effect.Record.Request.Span, effect.Record.Payload.Span, effect.Checksum);

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        _stream.Dispose();
        _effect.Dispose();
        _intent.Dispose();
        _metric.Dispose();
    }

    private void Insert(EffectStream stream)
    {
        Span<byte> search = stackalloc byte[Core.Identity.Digest.Size];
        stream.Search.WriteTo(search);
        raw.sqlite3_bind_int64(_stream, 1, stream.Id);
        raw.sqlite3_bind_blob(_stream, 2, search);
        raw.sqlite3_bind_text(_stream, 3, stream.Path);
        Run(_stream);
        stream.IsStored = true;
    }

    private void InsertEffect(
        long stream, long ordinal, EffectKind kind, ReadOnlySpan<byte> request, ReadOnlySpan<byte> payload, uint checksum)
    {
        raw.sqlite3_bind_int64(_effect, 1, stream);
        raw.sqlite3_bind_int64(_effect, 2, ordinal);
        raw.sqlite3_bind_int64(_effect, 3, (long)kind);
        raw.sqlite3_bind_blob(_effect, 4, request);
        raw.sqlite3_bind_blob(_effect, 5, payload);
        raw.sqlite3_bind_int64(_effect, 6, checksum);
        Run(_effect);
    }

    private sqlite3_stmt Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_store, sql, out sqlite3_stmt statement), _store);
        return statement;
    }

    private void Run(sqlite3_stmt statement)
    {
        int code = raw.sqlite3_step(statement);
        if (code != raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(statement);
            SqliteException.ThrowExceptionForRC(code, _store);
        }

        raw.sqlite3_reset(statement);
    }
}
