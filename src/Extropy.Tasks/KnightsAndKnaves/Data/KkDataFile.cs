using System.Runtime.CompilerServices;
using Extropy.Core.Errors;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>
/// Reads the puzzles of the published data set, or of files shaped like it, row by row. Columns <c>prompt</c> (a text or chat messages),
/// <c>answer</c> (JSON, name → 1 or 0) and <c>extra_info</c> (JSON with names, statements and solution); the last two may be missing.
/// Parquet is told from JSON lines by its first bytes, not by the file's name.
/// </summary>
public static class KkDataFile
{
    /// <summary>Longest JSON line, in characters.</summary>
    public const int LongestLine = 1_000_000;

    /// <summary>All rows in order.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadInputException">The file is missing, damaged or not of this shape; says which row.</exception>
    public static async IAsyncEnumerable<KkDataRow> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FileStream stream = Open(path);
        await using (stream.ConfigureAwait(false))
        {
            bool isParquet = await ParquetRows.IsParquetAsync(stream, cancellationToken).ConfigureAwait(false);
            IAsyncEnumerable<KkDataRow> rows = isParquet
                ? ParquetRows.ReadAsync(stream, path, cancellationToken)
                : LinesAsync(stream, cancellationToken);
            await foreach (KkDataRow row in rows.ConfigureAwait(false)) yield return row;
        }
    }

    /// <summary>One row.</summary>
    /// <param name="path">The file.</param>
    /// <param name="index">From 0.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadInputException">As <see cref="ReadAsync"/>; also when there is no such row.</exception>
    public static async Task<KkDataRow> RowAsync(string path, long index, CancellationToken cancellationToken = default)
    {
        long rows = 0;
        await foreach (KkDataRow row in ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            if (row.Index == index) return row;
            rows++;
        }

        throw new BadInputException($"There is no row {index} in '{path}': it has rows 0 to {rows - 1}.");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"The file '{path}' cannot be opened: {error.Message}");
        }
    }

    private static async IAsyncEnumerable<KkDataRow> LinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        var lines = new BoundedLines(reader, LongestLine);
        long index = 0;
        while (await lines.NextAsync(index, cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            yield return RowJson.OfLine(index++, line);
        }
    }
}
