using Extropy.Core.Identity;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Extropy.Runs.Effects;

/// <summary>Reads rows and believes none without its checksum. Not thread-safe.</summary>
internal sealed class JournalReader : IDisposable
{
    private const string Columns = "SELECT row, stream, ordinal, kind, request, payload, checksum FROM effects";
    private const long MostExpected = 1 << 20; // a damaged row number makes no room for more

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _intents;
    private readonly sqlite3_stmt _effect; // a command object per row costs more than the row
    private readonly sqlite3_stmt _walk;
    private readonly RowBytes _bytes = new();
    private RowIndex? _index;

    public JournalReader(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _find = Prepare("SELECT id FROM streams WHERE search = $1 AND path = $2", 2);
        _effect = PrepareRaw($"{Columns} WHERE row = ?");
        _walk = PrepareRaw($"{Columns} ORDER BY row");
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
        if (_index is null && LastStream() == 1) return WalkEffects(stream);
        _index ??= Guarded(() => RowIndex.Build(_connection, LastStream()));
        ReadOnlySpan<long> rows = _index.Rows(stream);
        var records = new Dictionary<long, EffectRecord>(rows.Length);
        using SqliteTransaction onePicture = _connection.BeginTransaction(deferred: true); // without it every row takes and gives back a lock
        foreach (long row in rows) Add(records, ReadRow(row), stream);
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
        _walk.Dispose();
        _intents.Dispose();
    }

    /// <summary>The only stream's effects in one walk: no index is needed, and no row is looked for.</summary>
    private Dictionary<long, EffectRecord> WalkEffects(long stream)
    {
        var records = new Dictionary<long, EffectRecord>((int)Math.Min(MostExpected, Guarded(() => JournalFile.Scalar(_connection, "SELECT max(row) FROM effects") as long? ?? 0)));
        try
        {
            for (long row = 1; Step(_walk, row); row++)
            {
                row = raw.sqlite3_column_int64(_walk, 0);
                if (raw.sqlite3_column_int64(_walk, 1) == stream) Add(records, Current(_walk), stream); // others: found when rows are checked
            }
        }
        finally
        {
            raw.sqlite3_reset(_walk);
        }

        return records;
    }

    private StoredEffect ReadRow(long row)
    {
        raw.sqlite3_bind_int64(_effect, 1, row);
        try
        {
            return Step(_effect, row) ? Current(_effect) : throw new JournalDamagedException(_path, "the row is missing", row);
        }
        finally
        {
            raw.sqlite3_reset(_effect);
        }
    }

    /// <summary>Goes to the next row of a statement; false after the last.</summary>
    private bool Step(sqlite3_stmt statement, long row)
    {
        int code = raw.sqlite3_step(statement);
        return code == raw.SQLITE_ROW
            || (code == raw.SQLITE_DONE ? false : throw new JournalDamagedException(_path, raw.sqlite3_errmsg(_connection.Handle).utf8_to_string(), row));
    }

    /// <summary>The row at which a statement stands.</summary>
    private StoredEffect Current(sqlite3_stmt statement)
    {
        long row = raw.sqlite3_column_int64(statement, 0), stream = raw.sqlite3_column_int64(statement, 1), ordinal = raw.sqlite3_column_int64(statement, 2);
        var kind = (EffectKind)raw.sqlite3_column_int64(statement, 3);
        ReadOnlySpan<byte> request = raw.sqlite3_column_blob(statement, 4), payload = raw.sqlite3_column_blob(statement, 5);
        uint checksum = (uint)raw.sqlite3_column_int64(statement, 6);
        return Checksum.Of(stream, ordinal, kind, request, payload) == checksum
            ? new StoredEffect(stream, ordinal, checksum, new EffectRecord(row, kind, _bytes.Keep(request), _bytes.Keep(payload)))
            : throw new JournalDamagedException(_path, "its checksum does not match", row);
    }

    private void Add(Dictionary<long, EffectRecord> records, in StoredEffect effect, long stream)
    {
        if (effect.Stream != stream || !records.TryAdd(effect.Ordinal, effect.Record))
            throw new JournalDamagedException(_path, "it answers a request that another row answers", effect.Record.Row);
    }

    private sqlite3_stmt PrepareRaw(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_connection.Handle, sql, out sqlite3_stmt statement), _connection.Handle);
        return statement;
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
