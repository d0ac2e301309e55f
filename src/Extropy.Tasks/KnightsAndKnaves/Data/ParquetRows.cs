using System.Runtime.CompilerServices;
using Extropy.Core.Errors;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Extropy.Tasks.KnightsAndKnaves.Data;

/// <summary>Rows of a Parquet file. Only the columns needed are read, one row group at a time.</summary>
internal static class ParquetRows
{
    private const long LargestGroup = 1L << 30; // bytes of a row group once unpacked
    private static readonly byte[] Magic = "PAR1"u8.ToArray();

    /// <summary>Whether a stream begins as Parquet does; leaves it at its beginning.</summary>
    public static async Task<bool> IsParquetAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] head = new byte[Magic.Length];
        int read = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        return read == head.Length && head.AsSpan().SequenceEqual(Magic);
    }

    public static async IAsyncEnumerable<KkDataRow> ReadAsync(
        Stream stream, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ParquetReader reader = await Guarded(path, () => ParquetReader.CreateAsync(stream, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            DataField content = Find(reader, "content") ?? Find(reader, null)
                ?? throw new BadInputException($"'{path}' has no column 'prompt' with a text or chat messages.");
            DataField? role = Find(reader, "role"), answer = Column(reader, "answer"), extra = Column(reader, "extra_info");
            long index = 0;
            for (int group = 0; group < reader.RowGroupCount; group++)
            {
                int number = group;
                List<KkDataRow> rows = await Guarded(path, async () =>
                {
                    using ParquetRowGroupReader columns = reader.OpenRowGroupReader(number);
                    return await GroupAsync(columns, index, content, role, answer, extra, cancellationToken).ConfigureAwait(false);
                }).ConfigureAwait(false);
                foreach (KkDataRow row in rows) yield return row;
                index += rows.Count;
            }
        }
    }

    private static async Task<List<KkDataRow>> GroupAsync(
        ParquetRowGroupReader group, long first, DataField content, DataField? role, DataField? answer, DataField? extra,
        CancellationToken cancellationToken)
    {
        long size = 0;
        foreach (DataField? field in (DataField?[])[content, role, answer, extra])
            size += field is null ? 0 : group.GetMetadata(field)?.MetaData?.TotalUncompressedSize ?? 0;
        if (size > LargestGroup || group.RowCount > LargestGroup)
            throw new BadInputException($"A row group unpacks to {size} bytes and {group.RowCount} rows; at most {LargestGroup} are read.");

        List<List<string?>> contents = await ListsAsync(group, content, cancellationToken).ConfigureAwait(false);
        List<List<string?>>? roles = role is null ? null : await ListsAsync(group, role, cancellationToken).ConfigureAwait(false);
        List<List<string?>>? answers = answer is null ? null : await ListsAsync(group, answer, cancellationToken).ConfigureAwait(false);
        List<List<string?>>? extras = extra is null ? null : await ListsAsync(group, extra, cancellationToken).ConfigureAwait(false);
        var rows = new List<KkDataRow>(contents.Count);
        for (int i = 0; i < contents.Count; i++)
        {
            List<string?>? names = roles is not null && i < roles.Count && roles[i].Count == contents[i].Count ? roles[i] : null;
            string? text = RowJson.Content(contents[i].Select((message, position) => (names?[position], message)));
            if (text is null) throw new BadInputException($"Row {first + i} has no prompt.");
            rows.Add(RowJson.Of(first + i, text, Single(answers, i), Single(extras, i)));
        }

        return rows;
    }

    /// <summary>A column of texts as one list per row: repetition level 0 begins a row, the highest definition level carries a value.</summary>
    private static async Task<List<List<string?>>> ListsAsync(ParquetRowGroupReader group, DataField field, CancellationToken cancellationToken)
    {
        using RawColumnData raw = await group.ReadRawColumnDataBaseAsync(field, cancellationToken).ConfigureAwait(false);
        if (raw is not RawColumnData<ReadOnlyMemory<char>> column)
            throw new BadInputException($"Column '{field.Path}' holds no text.");

        var rows = new List<List<string?>>();
        ReadOnlySpan<int> repetition = field.MaxRepetitionLevel > 0 ? column.RepetitionLevels : [];
        ReadOnlySpan<int> definition = field.MaxDefinitionLevel > 0 ? column.DefinitionLevels : [];
        ReadOnlySpan<ReadOnlyMemory<char>> values = column.Values;
        int entries = Math.Max(Math.Max(repetition.Length, definition.Length), values.Length), used = 0;
        for (int i = 0; i < entries; i++)
        {
            if (repetition.IsEmpty || repetition[i] == 0) rows.Add([]);
            bool isPresent = definition.IsEmpty || definition[i] == field.MaxDefinitionLevel;
            rows[^1].Add(isPresent ? values[used++].ToString() : null);
        }

        return rows;
    }

    private static string? Single(List<List<string?>>? column, int row) =>
        column is not null && row < column.Count && column[row].Count == 1 ? column[row][0] : null;

    /// <summary>A column inside <c>prompt</c> by the last part of its path; null asks for a plain column of that name.</summary>
    private static DataField? Find(ParquetReader reader, string? last) => reader.Schema.DataFields.FirstOrDefault(field =>
    {
        string[] path = [.. field.Path.ToList()];
        return path[0] == "prompt" && (last is null ? path.Length == 1 : path.Length > 1 && path[^1] == last);
    });

    private static DataField? Column(ParquetReader reader, string name) =>
        reader.Schema.DataFields.FirstOrDefault(field => field.Path.ToString() == name);

    /// <summary>Whatever the library throws on a damaged file becomes one clear error: it documents no exceptions of its own for that.</summary>
    private static async Task<T> Guarded<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (ExtropyException or OperationCanceledException))
        {
            throw new BadInputException($"'{path}' is damaged, or not the Parquet that can be read here: {error.Message}");
        }
    }
}
