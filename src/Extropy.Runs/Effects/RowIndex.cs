using Microsoft.Data.Sqlite;

namespace Extropy.Runs.Effects;

/// <summary>
/// Which rows belong to which stream: built by one walk when a journal is reopened. The file has no such index, because a group commit
/// of many searches would rewrite one page of it per row.
/// </summary>
internal sealed class RowIndex
{
    private readonly long[] _rows; // by stream, then by arrival
    private readonly int[] _starts; // stream s owns _rows[_starts[s] .. _starts[s + 1]]

    private RowIndex(long[] rows, int[] starts)
    {
        _rows = rows;
        _starts = starts;
    }

    /// <summary>Walks the effects.</summary>
    /// <param name="connection">The journal.</param>
    /// <param name="lastStream">The highest stream number.</param>
    public static RowIndex Build(SqliteConnection connection, long lastStream)
    {
        var found = new List<(long Row, int Stream)>();
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = "SELECT row, stream FROM effects ORDER BY row";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                long stream = reader.GetInt64(1);
                if (stream >= 1 && stream <= lastStream) found.Add((reader.GetInt64(0), (int)stream)); // others: found when rows are checked
            }
        }

        var starts = new int[lastStream + 2];
        foreach ((_, int stream) in found) starts[stream + 1]++;
        for (int stream = 1; stream < starts.Length; stream++) starts[stream] += starts[stream - 1];
        var rows = new long[found.Count];
        int[] next = [.. starts];
        foreach ((long row, int stream) in found) rows[next[stream]++] = row;
        return new RowIndex(rows, starts);
    }

    /// <summary>The rows of a stream in order of arrival.</summary>
    public ReadOnlySpan<long> Rows(long stream) =>
        stream + 1 < _starts.Length ? _rows.AsSpan(_starts[stream].._starts[stream + 1]) : [];
}
