using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>
/// Some whole sequences of a batch, forward and backward on one thread, with gradients of their own. A batch is always cut into the same parts,
/// whatever the number of threads.
/// </summary>
internal sealed unsafe partial class TrainingPart
{
    private readonly DecoderConfig _config;
    private readonly KernelSet _kernels;
    private readonly DecoderLayer _layer;
    private readonly DecoderWeights _weights;
    private readonly BackwardWeights _backward;
    private readonly ParameterPlaces _places;
    private readonly Activations _kept;
    private readonly AlignedBuffer _normed, _active, _scratch, _logits;
    private readonly int _parameters;
    private AlignedBuffer? _gradients;
    private int[] _positions = [], _sequences = [], _tables = [], _tableStart = [];
    private KeyValuePages? _pages;
    private int _rows;

    public TrainingPart(DecoderConfig config, KernelSet kernels, DecoderWeights weights, BackwardWeights backward, ParameterPlaces places, int parameters)
    {
        (_config, _kernels, _weights, _backward, _places) = (config, kernels, weights, backward, places);
        _layer = new(config, kernels);
        _kept = new(config, _layer.HeadsRow);
        _normed = new(RowChunk * config.Width);
        _active = new(RowChunk * config.HiddenSize);
        _scratch = new(Math.Max(_layer.ScratchFloats, 2 * AttentionBackward<LanesScalar>.BlockTokens * _layer.ScoreRow));
        _logits = new(RowChunk * Panels.Padded(config.VocabularySize));
        _normedSlopes = new(RowChunk * config.Width);
        _gateUpSlopes = new(RowChunk * 2 * config.HiddenSize);
        _transposed = new(_layer.ScoreRow * config.HeadSize);
        _rawSlopes = new(config.NormaliseHeads ? config.QuerySize + config.KeyValueSize : 0);
        _branchSlopes = new(config.NormaliseBranches ? RowChunk * config.Width : 0);
        _parameters = parameters;
    }

    /// <summary>The gradients of this part's sequences alone; there only once they are asked for.</summary>
    public AlignedBuffer Gradients => _gradients ??= new(_parameters);

    /// <summary>Whether the last batch gave this part any sequence.</summary>
    public bool HasRows => _rows > 0;

    /// <summary>Bytes that a row takes.</summary>
    public static long BytesPerRow(DecoderConfig config) =>
        sizeof(float) * new Activations(config, new DecoderLayer(config, KernelSet.Default).HeadsRow).RowFloats + KeyValuePages.BytesPerPage(config) / KeyValuePages.PageTokens;

    /// <summary>Bytes of a part that has seen some rows.</summary>
    public static long Bytes(DecoderConfig config, int rows, int sequences, bool isTrained)
    {
        var layer = new DecoderLayer(config, KernelSet.Default);
        long chunk = DecoderLayer.RowChunk * (2L * config.Width + 3L * config.HiddenSize + Panels.Padded(config.VocabularySize) + (config.NormaliseBranches ? config.Width : 0));
        long attention = Math.Max(layer.ScratchFloats, 2L * AttentionBackward<LanesScalar>.BlockTokens * layer.ScoreRow) + (long)layer.ScoreRow * config.HeadSize;
        long kept = new Activations(config, layer.HeadsRow).RowFloats * rows;
        return sizeof(float) * (chunk + attention + kept + (isTrained ? config.ParameterCount : 0)) + (Pages(rows) + sequences) * KeyValuePages.BytesPerPage(config);
    }

    /// <summary>Makes room at once for rows to come, so that nothing grows.</summary>
    public void Reserve(int rows, int sequences)
    {
        _kept.Reserve(rows);
        ReservePages(Pages(rows) + sequences);
    }

    /// <summary>Computes the logits of some sequences.</summary>
    /// <param name="tokens">The tokens of this part.</param>
    /// <param name="rowStart">Where its sequences begin in the batch, and the end of the last.</param>
    /// <param name="logits">Receives shape [tokens, vocabulary].</param>
    public void Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> rowStart, float* logits)
    {
        _rows = tokens.Length;
        if (_rows == 0) return;
        Plan(rowStart);
        _kept.Reserve(_rows);
        int width = _config.Width;
        for (int row = 0; row < _rows; row++) _weights.Embed(tokens[row], _kept.Layer(0) + (nint)row * width);

        fixed (int* positions = _positions, sequences = _sequences, tables = _tables, starts = _tableStart)
        {
            for (int layer = 0; layer < _config.Layers; layer++)
            {
                for (int row = 0; row < _rows; row += DecoderLayer.RowChunk)
                {
                    RowPlan plan = new() { Positions = positions + row, Sequences = sequences + row, Tables = tables, TableStart = starts };
                    LayerBuffers buffers = _kept.Buffers(layer, row);
                    buffers.Normed = _normed.Pointer;
                    buffers.Active = _active.Pointer;
                    buffers.Scratch = _scratch.Pointer;
                    _layer.Forward(_weights, layer, _pages!, plan, Math.Min(DecoderLayer.RowChunk, _rows - row), buffers); // Plan made the pages
                }
            }
        }

        WriteLogits(logits);
    }

    private void WriteLogits(float* logits)
    {
        int width = _config.Width, vocabulary = _config.VocabularySize, padded = Panels.Padded(vocabulary);
        for (int first = 0; first < _rows; first += DecoderLayer.RowChunk)
        {
            int rows = Math.Min(DecoderLayer.RowChunk, _rows - first);
            _kernels.Normalise(
                _kept.Layer(_config.Layers) + (nint)first * width, _weights.FinalGain, _normed.Pointer, rows, width, (float)_config.NormEpsilon);
            _kernels.Multiply(
                _normed.Pointer, _weights.Head, _logits.Pointer, rows, padded, width, new(width, 1, width * 16, 16, padded), ProductStart.Zero);
            for (int i = 0; i < rows; i++)
                _logits.Span.Slice(i * padded, vocabulary).CopyTo(new(logits + (nint)(first + i) * vocabulary, vocabulary));
        }
    }

    // Every sequence gets pages of its own, one after another.
    private void Plan(ReadOnlySpan<int> rowStart)
    {
        int sequences = rowStart.Length - 1, pages = 0;
        for (int b = 0; b < sequences; b++) pages += Pages(rowStart[b + 1] - rowStart[b]);
        Grow(ref _positions, _rows);
        Grow(ref _sequences, _rows);
        Grow(ref _tables, pages);
        Grow(ref _tableStart, sequences + 1);
        ReservePages(pages);
        for (int page = 0; page < pages; page++) _tables[page] = page;
        _sequenceCount = sequences;
        int row = 0, start = 0;
        for (int b = 0; b < sequences; b++)
        {
            int length = rowStart[b + 1] - rowStart[b];
            _tableStart[b] = start;
            for (int position = 0; position < length; position++, row++) (_positions[row], _sequences[row]) = (position, b);
            start += Pages(length);
        }

        _tableStart[sequences] = start;
    }

    private void ReservePages(int pages)
    {
        if (_pages is not null && _pages.PageCount >= pages) return;
        int room = _pages is null ? pages : pages + pages / 8;
        _pages = null; // the old ones may go before the new ones come
        _pages = new(_config, room);
    }

    private static int Pages(int tokens) => (tokens + KeyValuePages.PageTokens - 1) / KeyValuePages.PageTokens;

    private static void Grow(ref int[] array, int length)
    {
        if (array.Length < length) array = new int[length + length / 4];
    }
}
