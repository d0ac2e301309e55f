using Extropy.Core.Identity;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Extropy.Runs.Effects;

/// <summary>Reads rows and believes none without its checksum. Not thread-safe.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _intents;
    private readonly sqlite3_stmt _effect; // a command object per row costs more than the row
    private RowIndex? _index;

    public JournalReader(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _find = Prepare("SELECT id FROM streams WHERE search = $1 AND path = $2", 2);
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_prepare_v2(
                connection.Handle, "SELECT stream, ordinal, kind, request, payload, checksum FROM effects WHERE row = ?", out _effect),
            connection.Handle);
        _intents = Prepare("SELECT ordinal FROM intents WHERE stream = $1", 1);
    }

    /// <summary>The highest stream number given out, 0 in an empty journal.</summary>
    public long LastStream() => Guarded(() => JournalFile.Scalar(_connection, "SELECT max(id) FROM streams") as long? ?? 0);

    /// <summary>The number of a stream, or 0.</summary>
    public long FindStream(Digest search, string path) => Guarded(() =>
    {
        _find.Parameters[0].Value = search.ToArray();
        _find.Parameters[1].Value = path;
        return _find.ExecuteScalar() as long? ?? 0;
    });

    /// <summary>All effects of a stream by ordinal.</summary>
    /// <exception cref="JournalDamagedException">A row does not match its checksum or cannot be read.</exception>
    public Dictionary<long, EffectRecord> ReadEffects(long stream)
    {
        _index ??= Guarded(() => RowIndex.Build(_connection, LastStream()));
        ReadOnlySpan<long> rows = _index.Rows(stream);
        var records = new Dictionary<long, EffectRecord>(rows.Length);
        using SqliteTransaction onePicture = _connection.BeginTransaction(deferred: true); // without it every row takes and gives back a lock
        foreach (long row in rows)
        {
            StoredEffect effect = ReadRow(row);
            if (effect.Stream != stream || !records.TryAdd(effect.Ordinal, effect.Record))
                throw new JournalDamagedException(_path, "it answers a request that another row answers", row);
        }

        return records;
    }

    /// <summary>Ordinals of the paid calls that were announced.</summary>
    public HashSet<long> ReadIntents(long stream) => Guarded(() =>
    {
        var ordinals = new HashSet<long>();
        _intents.Parameters[0].Value = stream;
        using SqliteDataReader rows = _intents.ExecuteReader();
        while (rows.Read()) ordinals.Add(rows.GetInt64(0));
        return ordinals;
    });

    public void Dispose()
    {
        _find.Dispose();
        _effect.Dispose();
        _intents.Dispose();
    }

    private StoredEffect ReadRow(long row)
    {
        raw.sqlite3_bind_int64(_effect, 1, row);
        try
        {
            int code = raw.sqlite3_step(_effect);
            if (code == raw.SQLITE_DONE) throw new JournalDamagedException(_path, "the row is missing", row);
            if (code != raw.SQLITE_ROW) throw new JournalDamagedException(_path, raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), row);

            long stream = raw.sqlite3_column_int64(_effect, 0), ordinal = raw.sqlite3_column_int64(_effect, 1);
            var kind = (EffectKind)raw.sqlite3_column_int64(_effect, 2);
            byte[] request = raw.sqlite3_column_blob(_effect, 3).ToArray(), payload = raw.sqlite3_column_blob(_effect, 4).ToArray();
            uint checksum = (uint)raw.sqlite3_column_int64(_effect, 5);
            return Checksum.Of(stream, ordinal, kind, request, payload) == checksum
                ? new StoredEffect(stream, ordinal, checksum, new EffectRecord(row, kind, request, payload))
                : throw new JournalDamagedException(_path, "its checksum does not match", row);
        }
        finally
        {
            raw.sqlite3_reset(_effect);
        }
    }

    private SqliteCommand Prepare(string sql, int parameters)
    {
        SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException fault)
        {
            throw JournalFile.Translate(_path, fault);
        }
    }
}
