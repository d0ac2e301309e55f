using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>Looks into a journal, finished or being written, without changing it. Not thread-safe.</summary>
public sealed class JournalView : IDisposable
{
    private readonly string _path;
    private readonly SqliteConnection _connection;

    private JournalView(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
    }

    /// <summary>Opens a journal.</summary>
    /// <exception cref="JournalDamagedException">The file is not a whole journal.</exception>
    public static JournalView Open(string path)
    {
        if (!File.Exists(path)) throw new Core.Errors.BadInputException($"There is no journal at {path}.");
        return new(path, JournalFile.OpenForReading(path));
    }

    /// <summary>Effects on record.</summary>
    public long Effects => Count("SELECT count(*) FROM effects");

    /// <summary>Searches and forks with effects on record.</summary>
    public long Streams => Count("SELECT count(*) FROM streams");

    /// <summary>Paid calls that were announced and have no response on record: each may have been charged.</summary>
    public long PossiblyCharged => Count(
        "SELECT count(*) FROM (SELECT DISTINCT stream, ordinal FROM intents EXCEPT SELECT stream, ordinal FROM effects)");

    /// <summary>Names of the metrics series in alphabetical order.</summary>
    public IReadOnlyList<string> Series() => Read("SELECT DISTINCT series FROM metrics ORDER BY series", rows => rows.GetString(0));

    /// <summary>The points of a series by step; empty when there is none of that name.</summary>
    public IReadOnlyList<MetricPoint> Metric(string series) => Read(
        "SELECT step, value FROM metrics WHERE series = $1 ORDER BY step",
        rows => new MetricPoint(rows.GetInt64(0), rows.IsDBNull(1) ? double.NaN : rows.GetDouble(1)),
        series);

    /// <summary>Reads every row and its checksum.</summary>
    /// <returns>The number of effects.</returns>
    /// <exception cref="JournalDamagedException">Names the first damaged row.</exception>
    public long Check()
    {
        long rows = 0;
        foreach (StoredEffect _ in JournalScan.Effects(_path, _connection)) rows++;
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private long Count(string sql) => Read(sql, rows => rows.GetInt64(0))[0];

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> shape, string? argument = null)
    {
        try
        {
            using SqliteCommand command = _connection.CreateCommand();
            command.CommandText = sql;
            if (argument is not null) command.Parameters.AddWithValue("$1", argument);
            using SqliteDataReader rows = command.ExecuteReader();
            var found = new List<T>();
            while (rows.Read()) found.Add(shape(rows));
            return found;
        }
        catch (SqliteException fault)
        {
            throw JournalFile.Translate(_path, fault);
        }
    }
}
