using System.Globalization;
using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>
/// Runs a decoder forward for some rows (tokens of any sequences, at any positions) on one thread. The working memory is allocated once.
/// </summary>
/// <remarks>
/// A row's logits depend on its own sequence only: the bits are the same whatever other rows share the call, however a sequence is cut into
/// calls, and on every instruction set. Not thread-safe; use one pass per thread. Weights and pages may be shared, pages under the rule that
/// no two threads touch the same page at once unless both only read it.
/// </remarks>
public sealed unsafe class DecoderPass
{
    private readonly DecoderConfig _config;
    private readonly KernelSet _kernels;
    private readonly DecoderLayer _layer;
    private readonly AlignedBuffer _hidden, _normed, _heads, _attended, _gateUp, _active, _scratch, _logits;

    /// <param name="config">The decoder's shape.</param>
    /// <param name="maxRows">The most rows of one <see cref="Run"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one row.</exception>
    public DecoderPass(DecoderConfig config, int maxRows)
        : this(config, maxRows, KernelSet.Default)
    {
    }

    internal DecoderPass(DecoderConfig config, int maxRows, KernelSet kernels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        config.Validate();
        (_config, _kernels, _layer, MaxRows) = (config, kernels, new(config, kernels), maxRows);
        int chunk = Math.Min(maxRows, DecoderLayer.RowChunk);
        _hidden = new(checked(maxRows * config.Width));
        _normed = new(chunk * config.Width);
        _heads = new(chunk * _layer.HeadsRow);
        _attended = new(chunk * config.QuerySize);
        _gateUp = new(chunk * 2 * config.HiddenSize);
        _active = new(chunk * config.HiddenSize);
        _scratch = new(_layer.ScratchFloats);
        _logits = new(chunk * Panels.Padded(config.VocabularySize));
    }

    /// <summary>The most rows of one <see cref="Run"/>.</summary>
    public int MaxRows { get; }

    /// <summary>Bytes of the working memory.</summary>
    public long Bytes => sizeof(float) * ((long)_hidden.Length + _normed.Length + _heads.Length + _attended.Length + _gateUp.Length + _active.Length
        + _scratch.Length + _logits.Length);

    /// <summary>Bytes that the working memory of a pass would take.</summary>
    internal static long SizeOf(DecoderConfig config, int maxRows)
    {
        var layer = new DecoderLayer(config, KernelSet.Default);
        long chunk = Math.Min(maxRows, DecoderLayer.RowChunk);
        return sizeof(float) * ((long)maxRows * config.Width + layer.ScratchFloats
            + chunk * (config.Width + layer.HeadsRow + config.QuerySize + 3L * config.HiddenSize + Panels.Padded(config.VocabularySize)));
    }

    /// <summary>Writes the keys and values of each row into its page slot, and the logits of the rows asked for.</summary>
    /// <param name="weights">The decoder.</param>
    /// <param name="pages">Keys and values of earlier positions; receives those of the rows.</param>
    /// <param name="tokens">Shape [rows], rows ≤ <see cref="MaxRows"/>.</param>
    /// <param name="positions">Shape [rows]. Rows of one sequence stand in the order of their positions.</param>
    /// <param name="rowTable">Shape [rows]: which sequence's page table a row uses.</param>
    /// <param name="tables">Page ids of all sequences, one after another: entry p / 16 of a table holds position p.</param>
    /// <param name="tableStart">Shape [sequences + 1]: where each table begins, and the end of the last.</param>
    /// <param name="logitRows">Which rows' logits are wanted, in any order.</param>
    /// <param name="logits">Receives shape [logitRows, vocabulary].</param>
    /// <exception cref="ArgumentException">Sizes do not match, or a token, position, table or page is out of range.</exception>
    public void Run(
        DecoderWeights weights,
        KeyValuePages pages,
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<int> positions,
        ReadOnlySpan<int> rowTable,
        ReadOnlySpan<int> tables,
        ReadOnlySpan<int> tableStart,
        ReadOnlySpan<int> logitRows,
        Span<float> logits)
    {
        Check(weights, pages, tokens, positions, rowTable, tables, tableStart, logitRows, logits);
        Embed(weights, tokens);
        fixed (int* position = positions, sequence = rowTable, table = tables, start = tableStart)
        {
            for (int layer = 0; layer < _config.Layers; layer++)
            {
                for (int row = 0; row < tokens.Length; row += DecoderLayer.RowChunk)
                {
                    RowPlan plan = new() { Positions = position + row, Sequences = sequence + row, Tables = table, TableStart = start };
                    int rows = Math.Min(DecoderLayer.RowChunk, tokens.Length - row);
                    _layer.Forward(weights, layer, pages, plan, rows, Buffers(row));
                }
            }
        }

        WriteLogits(weights, logitRows, logits);
        GC.KeepAlive(weights);
        GC.KeepAlive(pages);
    }

    private void Embed(DecoderWeights weights, ReadOnlySpan<int> tokens)
    {
        int width = _config.Width;
        for (int row = 0; row < tokens.Length; row++)
            weights.Embed(tokens[row], _hidden.Pointer + (nint)row * width);
    }

    private LayerBuffers Buffers(int row)
    {
        float* hidden = _hidden.Pointer + (nint)row * _config.Width;
        return new()
        {
            Input = hidden,
            Middle = hidden,
            Output = hidden,
            Heads = _heads.Pointer,
            Attended = _attended.Pointer,
            GateUp = _gateUp.Pointer,
            AttentionBranch = _normed.Pointer,
            MlpBranch = _normed.Pointer,
            Normed = _normed.Pointer,
            Active = _active.Pointer,
            Scratch = _scratch.Pointer,
        };
    }

    private void WriteLogits(DecoderWeights weights, ReadOnlySpan<int> logitRows, Span<float> logits)
    {
        int width = _config.Width, vocabulary = _config.VocabularySize, padded = Panels.Padded(vocabulary), chunk = _normed.Length / width;
        for (int first = 0; first < logitRows.Length; first += chunk)
        {
            int rows = Math.Min(chunk, logitRows.Length - first);
            for (int i = 0; i < rows; i++)
            {
                float* hidden = _hidden.Pointer + (nint)logitRows[first + i] * width;
                _kernels.Normalise(hidden, weights.FinalGain, _normed.Pointer + i * width, 1, width, (float)_config.NormEpsilon);
            }

            _kernels.Multiply(
                _normed.Pointer, weights.Head, _logits.Pointer, rows, padded, width, new(width, 1, width * 16, 16, padded), ProductStart.Zero);
            for (int i = 0; i < rows; i++) _logits.Span.Slice(i * padded, vocabulary).CopyTo(logits[((first + i) * vocabulary)..]);
        }
    }

    private void Check(
        DecoderWeights weights,
        KeyValuePages pages,
        ReadOnlySpan<int> tokens,
        ReadOnlySpan<int> positions,
        ReadOnlySpan<int> rowTable,
        ReadOnlySpan<int> tables,
        ReadOnlySpan<int> tableStart,
        ReadOnlySpan<int> logitRows,
        Span<float> logits)
    {
        if (weights.Config != _config || pages.Config != _config)
            throw Fault(nameof(weights), $"Weights, pages and pass belong to decoders of different shapes.");
        if (tokens.Length > MaxRows) throw Fault(nameof(tokens), $"{tokens.Length} rows were given to a pass for {MaxRows}.");
        if (positions.Length != tokens.Length)
            throw Fault(nameof(positions), $"{positions.Length} positions were given for {tokens.Length} tokens.");
        if (rowTable.Length != tokens.Length)
            throw Fault(nameof(rowTable), $"{rowTable.Length} table numbers were given for {tokens.Length} tokens.");
        if (logits.Length < (long)logitRows.Length * _config.VocabularySize)
            throw Fault(nameof(logits), $"{logitRows.Length} rows of {_config.VocabularySize} logits do not fit {logits.Length} places.");
        for (int row = 0; row < tokens.Length; row++)
        {
            int token = tokens[row], position = positions[row], table = rowTable[row];
            if ((uint)token >= (uint)_config.VocabularySize)
                throw Fault(nameof(tokens), $"tokens[{row}] is {token}; there are {_config.VocabularySize}.");
            if ((uint)position >= (uint)_config.ContextLength)
                throw Fault(nameof(positions), $"positions[{row}] is {position}; the context holds {_config.ContextLength}.");
            if (table < 0 || table >= tableStart.Length - 1)
                throw Fault(nameof(rowTable), $"rowTable[{row}] is {table}; there are {tableStart.Length - 1} tables.");
            CheckTable(tables, tableStart, table, position / KeyValuePages.PageTokens + 1, pages.PageCount);
        }

        foreach (int row in logitRows)
            if ((uint)row >= (uint)tokens.Length) throw Fault(nameof(logitRows), $"Row {row} was asked for; there are {tokens.Length}.");
    }

    private static void CheckTable(ReadOnlySpan<int> tables, ReadOnlySpan<int> tableStart, int table, int needed, int pageCount)
    {
        int start = tableStart[table], end = tableStart[table + 1];
        if (start < 0 || end > tables.Length)
            throw Fault(nameof(tableStart), $"Table {table} spans {start} to {end} of {tables.Length} page ids.");
        if (end - start < needed)
            throw Fault(nameof(tables), $"Table {table} has {end - start} pages; its rows reach into {needed}.");
        foreach (int page in tables.Slice(start, needed))
            if ((uint)page >= (uint)pageCount) throw Fault(nameof(tables), $"Table {table} names page {page}; there are {pageCount}.");
    }

    private static ArgumentException Fault(string parameter, FormattableString message) =>
        new(message.ToString(CultureInfo.InvariantCulture), parameter);
}
