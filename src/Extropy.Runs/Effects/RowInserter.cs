using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>The prepared statements that append rows. Owned by the committing thread.</summary>
internal sealed class RowInserter : IDisposable
{
    private readonly SqliteCommand _stream;
    private readonly SqliteCommand _effect;
    private readonly SqliteCommand _intent;
    private readonly SqliteCommand _metric;

    public RowInserter(SqliteConnection connection)
    {
        _stream = Prepare(connection, "INSERT INTO streams(id, search, path) VALUES ($1, $2, $3)");
        _effect = Prepare(
            connection, "INSERT INTO effects(stream, ordinal, kind, request, payload, checksum) VALUES ($1, $2, $3, $4, $5, $6)");
        _intent = Prepare(connection, "INSERT INTO intents(stream, ordinal) VALUES ($1, $2)");
        _metric = Prepare(connection, "INSERT OR REPLACE INTO metrics(series, step, value) VALUES ($1, $2, $3)");
    }

    public void Insert(in PendingRow row, SqliteTransaction transaction)
    {
        if (row.Stream is { IsStored: false } stream)
        {
            Run(_stream, transaction, stream.Id, stream.Search.ToArray(), stream.Path);
            stream.IsStored = true;
        }

        switch (row.What)
        {
            case PendingKind.Metric:
                Run(_metric, transaction, row.Series, row.Ordinal, double.IsNaN(row.Value) ? DBNull.Value : row.Value); // SQLite has no NaN
                break;
            case PendingKind.Intent:
                Run(_intent, transaction, Id(row), row.Ordinal);
                break;
            default:
                uint checksum = Checksum.Of(Id(row), row.Ordinal, row.Kind, row.Request, row.Payload);
                Run(_effect, transaction, Id(row), row.Ordinal, (long)row.Kind, row.Request, row.Payload, (long)checksum);
                break;
        }
    }

    /// <summary>Copies a row that was read and checked; its stream must exist.</summary>
    public void Insert(in StoredEffect effect, SqliteTransaction transaction)
    {
        EffectRecord record = effect.Record;
        Run(_effect, transaction, effect.Stream, effect.Ordinal, (long)record.Kind, record.Request, record.Payload, (long)effect.Checksum);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _effect.Dispose();
        _intent.Dispose();
        _metric.Dispose();
    }

    private static long Id(in PendingRow row) => row.Stream!.Id; // effects and intents always have a stream

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 1; sql.Contains($"${i}", StringComparison.Ordinal); i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        command.Prepare();
        return command;
    }

    private static void Run(SqliteCommand command, SqliteTransaction transaction, params ReadOnlySpan<object> values)
    {
        command.Transaction = transaction;
        for (int i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }
}
