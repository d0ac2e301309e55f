using System.Numerics.Tensors;
using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <content>The way back. For y = W x: dx += dy W and dW += dyᵀ x, chunk by chunk of rows, in the order of the rows.</content>
internal sealed unsafe partial class TrainingPart
{
    // More rows than forward: each chunk reads and writes all gradients of a layer once.
    private const int RowChunk = 2 * DecoderLayer.RowChunk;

    private readonly AlignedBuffer _normedSlopes, _gateUpSlopes, _transposed, _rawSlopes, _branchSlopes;
    private int _sequenceCount;

    /// <summary>Sets <see cref="Gradients"/> to the gradients of the sequences of the last forward.</summary>
    /// <param name="tokens">The tokens of this part, as then.</param>
    /// <param name="logitSlopes">∂L/∂logits, shape [tokens, vocabulary].</param>
    public void Backward(ReadOnlySpan<int> tokens, float* logitSlopes)
    {
        if (_rows == 0) return;
        ClearSums();
        for (int row = 0; row < _rows; row += RowChunk) HeadBackward(row, Chunk(row), logitSlopes);
        for (int layer = _config.Layers - 1; layer >= 0; layer--)
        {
            for (int row = 0; row < _rows; row += RowChunk)
            {
                FeedForwardBackward(layer, row, Chunk(row));
                OutputBackward(layer, row, Chunk(row));
            }

            AttentionBackward(layer);
            for (int row = 0; row < _rows; row += RowChunk) HeadsBackward(layer, row, Chunk(row));
        }

        EmbeddingBackward(tokens);
    }

    // Gradients that rows add into one by one. Those of matrices begin at 0 with their first chunk of rows.
    private void ClearSums()
    {
        int width = _config.Width;
        if (_places.Head != _places.Embedding) Clear(_places.Embedding, _config.VocabularySize * width);
        Clear(_places.FinalGain, width);
        foreach (LayerPlaces layer in _places.Layers)
        {
            Clear(layer.AttentionGain, width);
            Clear(layer.MlpGain, width);
            Clear(layer.Bias, _config.QuerySize + 2 * _config.KeyValueSize);
            Clear(layer.QueryGain, _config.HeadSize);
            Clear(layer.KeyGain, _config.HeadSize);
            Clear(layer.AttentionBranchGain, width);
            Clear(layer.MlpBranchGain, width);
        }

        void Clear(int place, int floats)
        {
            if (place >= 0) Gradients.Span.Slice(place, floats).Clear();
        }
    }

    private int Chunk(int row) => Math.Min(RowChunk, _rows - row);

    // logits = W_head rmsnorm(h)
    private void HeadBackward(int row, int rows, float* logitSlopes)
    {
        int width = _config.Width, vocabulary = _config.VocabularySize;
        float* hidden = _kept.Layer(_config.Layers) + (nint)row * width;
        float* slopes = _kept.HiddenSlopes + (nint)row * width;
        logitSlopes += (nint)row * vocabulary;
        Normalise(hidden, _weights.FinalGain, rows);
        Outer(logitSlopes, vocabulary, vocabulary, _normed.Pointer, width, _places.Head, row, rows);
        Times(logitSlopes, vocabulary, vocabulary, _backward.Head, _normedSlopes.Pointer, width, rows);
        new Span<float>(slopes, rows * width).Clear();
        NormaliseBackward(hidden, _weights.FinalGain, slopes, _places.FinalGain, rows);
    }

    // y = m + W_down (silu(gate) ∘ up), gate and up = W_gu rmsnorm(m); the slopes of y become those of m.
    private void FeedForwardBackward(int layer, int row, int rows)
    {
        int width = _config.Width, hidden = _config.HiddenSize;
        LayerBuffers kept = _kept.Buffers(layer, row);
        LayerWeights forward = _weights.Layer(layer), backward = _backward.Layer(layer);
        LayerPlaces places = _places.Layers[layer];
        float* slopes = _kept.HiddenSlopes + (nint)row * width;

        float* added = Added(kept.MlpBranch, forward.MlpBranchGain, slopes, places.MlpBranchGain, rows);
        Times(added, width, width, backward.Down, _active.Pointer, hidden, rows);
        if (_config.Gate == GateActivation.GeluTanh) _kernels.GeGluBackward(kept.GateUp, _active.Pointer, _gateUpSlopes.Pointer, rows, hidden);
        else _kernels.SwiGluBackward(kept.GateUp, _active.Pointer, _gateUpSlopes.Pointer, rows, hidden);
        Outer(added, width, width, _active.Pointer, hidden, places.Down, row, rows);
        Normalise(kept.Middle, forward.MlpGain, rows);
        Outer(_gateUpSlopes.Pointer, 2 * hidden, 2 * hidden, _normed.Pointer, width, places.GateUp, row, rows);
        Times(_gateUpSlopes.Pointer, 2 * hidden, 2 * hidden, backward.GateUp, _normedSlopes.Pointer, width, rows);
        NormaliseBackward(kept.Middle, forward.MlpGain, slopes, places.MlpGain, rows);
    }

    // m = x + W_o attended
    private void OutputBackward(int layer, int row, int rows)
    {
        int width = _config.Width, querySize = _config.QuerySize;
        LayerBuffers kept = _kept.Buffers(layer, row);
        LayerPlaces places = _places.Layers[layer];
        float* slopes = _kept.HiddenSlopes + (nint)row * width;
        float* added = Added(kept.AttentionBranch, _weights.Layer(layer).AttentionBranchGain, slopes, places.AttentionBranchGain, rows);
        Times(added, width, width, _backward.Layer(layer).Output, _kept.AttendedSlopes + (nint)row * querySize, querySize, rows);
        Outer(added, width, width, kept.Attended, querySize, places.Output, row, rows);
    }

    // The slopes of what a branch adds: those of the sum, taken back through the branch's norm where it has one.
    private float* Added(float* branch, float* gain, float* slopes, int gainPlace, int rows)
    {
        if (!_config.NormaliseBranches) return slopes;
        new Span<float>(_branchSlopes.Pointer, rows * _config.Width).Clear();
        _kernels.NormaliseBackward(
            branch, gain, slopes, _branchSlopes.Pointer, Gradients.Pointer + gainPlace, rows, _config.Width, (float)_config.NormEpsilon);
        return _branchSlopes.Pointer;
    }

    private void AttentionBackward(int layer)
    {
        int headSize = _config.HeadSize, headsRow = _layer.HeadsRow;
        for (int b = 0, row = 0; b < _sequenceCount; b++)
        {
            int tokens = 0;
            while (row + tokens < _rows && _sequences[row + tokens] == b) tokens++;
            LayerBuffers kept = _kept.Buffers(layer, row);
            float* slopes = _kept.HeadsSlopes + (nint)row * headsRow;
            new Span<float>(slopes, tokens * headsRow).Clear();
            for (int shared = 0; shared < _config.KeyValueHeads; shared++)
            {
                int keys = _config.QuerySize + shared * headSize, values = keys + _config.KeyValueSize;
                Panels.PackTokens(kept.Heads + values, headsRow, tokens, headSize, _transposed.Pointer);
                for (int head = shared * _config.HeadsPerGroup; head < (shared + 1) * _config.HeadsPerGroup; head++)
                {
                    _kernels.AttendBackward(new()
                    {
                        Tokens = tokens,
                        HeadSize = headSize,
                        Queries = kept.Heads + head * headSize,
                        Keys = kept.Heads + keys,
                        KeyPages = _pages!.Keys(layer, shared) + (nint)_tableStart[b] * headSize * KeyValuePages.PageTokens, // made by forward
                        TransposedValues = _transposed.Pointer,
                        Output = kept.Attended + head * headSize,
                        OutputSlopes = _kept.AttendedSlopes + (nint)row * _config.QuerySize + head * headSize,
                        Statistics = kept.Statistics + 2 * head,
                        QuerySlopes = slopes + head * headSize,
                        KeySlopes = slopes + keys,
                        ValueSlopes = slopes + values,
                        HeadsRow = headsRow,
                        OutputRow = _config.QuerySize,
                        StatisticsRow = 2 * _config.Heads,
                        ScoreRow = _layer.ScoreRow,
                        Scratch = _scratch.Pointer,
                        Scale = _config.ScoreScale,
                        Window = _config.IsSliding(layer) ? _config.SlidingWindow : int.MaxValue,
                    });
                }
            }

            row += tokens;
        }
    }

    // queries, keys, values = W_qkv rmsnorm(x), the first two turned by their positions; the slopes of m, which x also feeds, become those of x.
    private void HeadsBackward(int layer, int row, int rows)
    {
        int width = _config.Width, columns = _config.QuerySize + 2 * _config.KeyValueSize, headsRow = _layer.HeadsRow;
        float* slopes = _kept.HeadsSlopes + (nint)row * headsRow;
        RotaryTable rotary = _weights.Rotary(layer);
        for (int i = 0; i < rows; i++)
        {
            int position = _positions[row + i];
            _kernels.Turn(
                slopes + (nint)i * headsRow, rotary.Cosines(position), rotary.Sines(position),
                _config.Heads + _config.KeyValueHeads, _config.HeadSize, direction: -1);
        }

        LayerBuffers kept = _kept.Buffers(layer, row);
        float* input = kept.Input, gain = _weights.Layer(layer).AttentionGain;
        LayerPlaces places = _places.Layers[layer];
        if (_config.NormaliseHeads) HeadNormsBackward(layer, kept.RawHeads, slopes, rows);
        if (_config.AttentionBias) SumRows(slopes, columns, places.Bias, rows);
        Normalise(input, gain, rows);
        Outer(slopes, headsRow, columns, _normed.Pointer, width, places.Heads, row, rows);
        Times(slopes, headsRow, columns, _backward.Layer(layer).Heads, _normedSlopes.Pointer, width, rows);
        NormaliseBackward(input, gain, _kept.HiddenSlopes + (nint)row * width, places.AttentionGain, rows);
    }

    // The slopes of queries and keys become those before their norms.
    private void HeadNormsBackward(int layer, float* raw, float* slopes, int rows)
    {
        LayerWeights weights = _weights.Layer(layer);
        LayerPlaces places = _places.Layers[layer];
        int querySize = _config.QuerySize, floats = _rawSlopes.Length, headSize = _config.HeadSize;
        var epsilon = (float)_config.NormEpsilon;
        float* back = _rawSlopes.Pointer;
        for (int i = 0; i < rows; i++, raw += floats, slopes += _layer.HeadsRow)
        {
            _rawSlopes.Span.Clear();
            _kernels.NormaliseBackward(raw, weights.QueryGain, slopes, back, Gradients.Pointer + places.QueryGain, _config.Heads, headSize, epsilon);
            _kernels.NormaliseBackward(
                raw + querySize, weights.KeyGain, slopes + querySize, back + querySize, Gradients.Pointer + places.KeyGain, _config.KeyValueHeads,
                headSize, epsilon);
            _rawSlopes.Span.CopyTo(new(slopes, floats));
        }
    }

    private void SumRows(float* slopes, int columns, int place, int rows)
    {
        Span<float> sum = Gradients.Span.Slice(place, columns);
        for (int i = 0; i < rows; i++, slopes += _layer.HeadsRow) TensorPrimitives.Add(sum, new ReadOnlySpan<float>(slopes, columns), sum);
    }

    private void EmbeddingBackward(ReadOnlySpan<int> tokens)
    {
        int width = _config.Width;
        if (_config.EmbeddingScale != 1)
        {
            Span<float> all = new(_kept.HiddenSlopes, _rows * width);
            TensorPrimitives.Multiply(all, (float)_config.EmbeddingScale, all);
        }

        for (int row = 0; row < _rows; row++)
        {
            Span<float> gradient = Gradients.Span.Slice(_places.Embedding + tokens[row] * width, width);
            float* slopes = _kept.HiddenSlopes + (nint)row * width;
            for (int i = 0; i < width; i++) gradient[i] += slopes[i];
        }
    }

    private void Normalise(float* x, float* gain, int rows) =>
        _kernels.Normalise(x, gain, _normed.Pointer, rows, _config.Width, (float)_config.NormEpsilon);

    private void NormaliseBackward(float* x, float* gain, float* slopes, int gainPlace, int rows) => _kernels.NormaliseBackward(
        x, gain, _normedSlopes.Pointer, slopes, Gradients.Pointer + gainPlace, rows, _config.Width, (float)_config.NormEpsilon);

    // dx = dy W, shape [rows, inputs], from panels of W.
    private void Times(float* slopes, int row, int outputs, float* panels, float* result, int inputs, int rows) =>
        _kernels.Multiply(slopes, panels, result, rows, inputs, outputs, new(row, 1, outputs * 16, 16, inputs), ProductStart.Zero);

    // dW = dyᵀ x, shape [outputs, inputs]: the sum over rows goes on where the chunk before stopped.
    private void Outer(float* slopes, int slopesRow, int outputs, float* x, int inputs, int place, int row, int rows) => _kernels.Multiply(
        slopes, x, Gradients.Pointer + place, outputs, inputs, rows, new(1, slopesRow, 16, inputs, inputs),
        row == 0 ? ProductStart.Zero : ProductStart.Continue);
}
