using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>What the way back needs of the way forward, and the slopes on the way, for the rows of one part of a batch. Grows, never shrinks.</summary>
internal sealed unsafe class Activations
{
    private readonly DecoderConfig _config;
    private readonly int _headsRow;
    private AlignedBuffer _buffer = new(0);
    private int _rows;

    public Activations(DecoderConfig config, int headsRow)
    {
        _config = config;
        _headsRow = headsRow;
    }

    /// <summary>∂L/∂ the hidden state between two layers, shape [rows, width].</summary>
    public float* HiddenSlopes => Layer(_config.Layers) + (nint)_rows * _config.Width;

    /// <summary>∂L/∂ queries, keys and values of one layer, shape [rows, …] as <see cref="LayerBuffers.Heads"/>.</summary>
    public float* HeadsSlopes => HiddenSlopes + (nint)_rows * _config.Width;

    /// <summary>∂L/∂ what the heads attended to, shape [rows, querySize].</summary>
    public float* AttendedSlopes => HeadsSlopes + (nint)_rows * _headsRow;

    /// <summary>Floats that a row takes.</summary>
    public long RowFloats => (long)LayerRow * _config.Layers + 2 * _config.Width + _headsRow + _config.QuerySize;

    // Floats that a row takes in one layer: input, middle, heads, attended, gates and ups, what the options keep, statistics.
    private int LayerRow => 2 * _config.Width + _headsRow + _config.QuerySize + 2 * _config.HiddenSize + RawRow + 2 * BranchRow + StatisticsRow;

    private int RawRow => _config.NormaliseHeads ? _config.QuerySize + _config.KeyValueSize : 0;

    private int BranchRow => _config.NormaliseBranches ? _config.Width : 0;

    private int StatisticsRow => Panels.Padded(2 * _config.Heads);

    /// <summary>Makes room for some rows. What was kept is lost.</summary>
    public void Reserve(int rows)
    {
        _rows = rows;
        long needed = RowFloats * rows;
        if (needed <= _buffer.Length) return;
        if (_buffer.Length == 0) _buffer = new(checked((int)needed));
        else AlignedBuffer.Outgrow(ref _buffer, needed);
    }

    /// <summary>Where a layer's kept values stand from a row on. The output is the next layer's input.</summary>
    public LayerBuffers Buffers(int layer, int row)
    {
        float* input = Layer(layer), middle = input + (nint)_rows * _config.Width, heads = middle + (nint)_rows * _config.Width;
        float* attended = heads + (nint)_rows * _headsRow, gateUp = attended + (nint)_rows * _config.QuerySize;
        float* raw = gateUp + (nint)_rows * 2 * _config.HiddenSize, branch = raw + (nint)_rows * RawRow;
        float* statistics = branch + (nint)_rows * 2 * BranchRow;
        return new()
        {
            Input = input + (nint)row * _config.Width,
            Middle = middle + (nint)row * _config.Width,
            Output = Layer(layer + 1) + (nint)row * _config.Width,
            Heads = heads + (nint)row * _headsRow,
            Attended = attended + (nint)row * _config.QuerySize,
            GateUp = gateUp + (nint)row * 2 * _config.HiddenSize,
            RawHeads = raw + (nint)row * RawRow,
            AttentionBranch = branch + (nint)row * BranchRow,
            MlpBranch = branch + (nint)(_rows + row) * BranchRow,
            Statistics = statistics + (nint)row * 2 * _config.Heads,
        };
    }

    /// <summary>A layer's input, shape [rows, width]; one past the last layer, the final hidden state.</summary>
    public float* Layer(int layer) => _buffer.Pointer + (nint)layer * LayerRow * _rows;
}
