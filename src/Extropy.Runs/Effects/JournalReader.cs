using Extropy.Core.Identity;
using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>Reads rows and believes none without its checksum. Not thread-safe.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _find;
    private readonly SqliteCommand _effects;
    private readonly SqliteCommand _intents;

    public JournalReader(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _find = Prepare("SELECT id FROM streams WHERE search = $1 AND path = $2", 2);
        _effects = Prepare("SELECT row, ordinal, kind, request, payload, checksum FROM effects WHERE stream = $1 ORDER BY ordinal", 1);
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
    public Dictionary<long, EffectRecord> ReadEffects(long stream) => Guarded(() =>
    {
        var records = new Dictionary<long, EffectRecord>();
        _effects.Parameters[0].Value = stream;
        using SqliteDataReader rows = _effects.ExecuteReader();
        while (rows.Read())
        {
            long ordinal = rows.GetInt64(1);
            records.Add(ordinal, ReadEffect(rows, stream, ordinal));
        }

        return records;
    });

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
        _effects.Dispose();
        _intents.Dispose();
    }

    private EffectRecord ReadEffect(SqliteDataReader rows, long stream, long ordinal)
    {
        long row = rows.GetInt64(0);
        byte[] request = Blob(rows, 3, row), payload = Blob(rows, 4, row);
        var kind = (EffectKind)rows.GetInt64(2);
        return Checksum.Of(stream, ordinal, kind, request, payload) == (uint)rows.GetInt64(5)
            ? new EffectRecord(row, kind, request, payload)
            : throw new JournalDamagedException(_path, "its checksum does not match", row);
    }

    private byte[] Blob(SqliteDataReader rows, int column, long row) =>
        rows.GetValue(column) as byte[] ?? throw new JournalDamagedException(_path, $"column {rows.GetName(column)} holds no bytes", row);

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
