using System.Numerics.Tensors;
using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>
/// One layer forward, for decoding and training alike: m = x + W_o attention(rmsnorm x), y = m + W_d swiglu(W_gu rmsnorm m). Source: Touvron
/// et al. 2023, section 2.2. The shape's options add biases, norms of heads and of what is added (Gemma Team 2025, section 2), and windows.
/// </summary>
/// <remarks>Every row is computed by itself, from itself and the keys and values of earlier positions of its own sequence.</remarks>
internal sealed unsafe class DecoderLayer
{
    /// <summary>Rows that pass a layer together: few enough for the second-level cache, a multiple of every tile.</summary>
    public const int RowChunk = 64;

    // Rows of scores computed together; enough independent sums to hide the latency of a multiply-add.
    private const int AttentionRows = 8;

    private readonly DecoderConfig _config;
    private readonly KernelSet _kernels;
    private readonly int _headsColumns;
    private readonly float _scale, _epsilon;

    public DecoderLayer(DecoderConfig config, KernelSet kernels)
    {
        _config = config;
        _kernels = kernels;
        (_scale, _epsilon) = (config.ScoreScale, (float)config.NormEpsilon);
        _headsColumns = config.QuerySize + 2 * config.KeyValueSize;
        HeadsRow = _headsColumns + KeyValuePages.PageTokens;
        ScoreRow = Panels.Padded(config.ContextLength) + KeyValuePages.PageTokens;
    }

    /// <summary>Floats from one row of queries, keys and values to the next: a line more than they need, so that the rows of one head
    /// (which attention walks) fall on different sets of the cache.</summary>
    public int HeadsRow { get; }

    /// <summary>Floats from one row of attention scores to the next, for the same reason.</summary>
    public int ScoreRow { get; }

    /// <summary>Floats of <see cref="LayerBuffers.Scratch"/>.</summary>
    public int ScratchFloats => Math.Max(AttentionRows, _config.HeadsPerGroup) * (2 * _config.HeadSize + ScoreRow);

    /// <summary>Computes the layer for some rows and writes their keys and values into the pages.</summary>
    /// <param name="weights">The decoder's weights.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="pages">Where keys and values live.</param>
    /// <param name="plan">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="buffers">Where the rows stand.</param>
    public void Forward(DecoderWeights weights, int layer, KeyValuePages pages, in RowPlan plan, int rows, in LayerBuffers buffers)
    {
        LayerWeights matrices = weights.Layer(layer);
        int width = _config.Width, hidden = _config.HiddenSize;

        _kernels.Normalise(buffers.Input, matrices.AttentionGain, buffers.Normed, rows, width, _epsilon);
        _kernels.Multiply(
            buffers.Normed, matrices.Heads, buffers.Heads, rows, _headsColumns, width, new(width, 1, width * 16, 16, HeadsRow), ProductStart.Zero);
        if (_config.AttentionBias) AddBias(matrices.Bias, buffers.Heads, rows);
        if (_config.NormaliseHeads) NormaliseHeads(matrices, buffers, rows);
        PlaceHeads(weights.Rotary(layer), layer, pages, plan, rows, buffers.Heads);
        Attend(layer, pages, plan, rows, buffers);

        if (_config.NormaliseBranches)
        {
            Multiply(buffers.Attended, _config.QuerySize, matrices.Output, buffers.AttentionBranch, width, rows, ProductStart.Zero);
            AddNormed(buffers.Input, buffers.AttentionBranch, matrices.AttentionBranchGain, buffers.Normed, buffers.Middle, rows);
        }
        else
        {
            Carry(buffers.Input, buffers.Middle, rows);
            Multiply(buffers.Attended, _config.QuerySize, matrices.Output, buffers.Middle, width, rows, ProductStart.AddAfter);
        }

        _kernels.Normalise(buffers.Middle, matrices.MlpGain, buffers.Normed, rows, width, _epsilon);
        Multiply(buffers.Normed, width, matrices.GateUp, buffers.GateUp, 2 * hidden, rows, ProductStart.Zero);
        if (_config.Gate == GateActivation.GeluTanh) _kernels.GeGlu(buffers.GateUp, buffers.Active, rows, hidden);
        else _kernels.SwiGlu(buffers.GateUp, buffers.Active, rows, hidden);
        if (_config.NormaliseBranches)
        {
            Multiply(buffers.Active, hidden, matrices.Down, buffers.MlpBranch, width, rows, ProductStart.Zero);
            AddNormed(buffers.Middle, buffers.MlpBranch, matrices.MlpBranchGain, buffers.Normed, buffers.Output, rows);
        }
        else
        {
            Carry(buffers.Middle, buffers.Output, rows);
            Multiply(buffers.Active, hidden, matrices.Down, buffers.Output, width, rows, ProductStart.AddAfter);
        }
    }

    private void AddBias(float* bias, float* heads, int rows)
    {
        ReadOnlySpan<float> added = new(bias, _headsColumns);
        for (int row = 0; row < rows; row++, heads += HeadsRow)
        {
            Span<float> own = new(heads, _headsColumns);
            TensorPrimitives.Add(own, added, own);
        }
    }

    // Each query and key head by itself, before it is turned.
    private void NormaliseHeads(in LayerWeights matrices, in LayerBuffers buffers, int rows)
    {
        int raw = _config.QuerySize + _config.KeyValueSize;
        float* heads = buffers.Heads;
        for (int row = 0; row < rows; row++, heads += HeadsRow)
        {
            if (buffers.RawHeads is not null) new ReadOnlySpan<float>(heads, raw).CopyTo(new(buffers.RawHeads + (nint)row * raw, raw));
            float* keys = heads + _config.QuerySize;
            _kernels.Normalise(heads, matrices.QueryGain, heads, _config.Heads, _config.HeadSize, _epsilon);
            _kernels.Normalise(keys, matrices.KeyGain, keys, _config.KeyValueHeads, _config.HeadSize, _epsilon);
        }
    }

    // sum = x + rmsnorm(branch)
    private void AddNormed(float* x, float* branch, float* gain, float* normed, float* sum, int rows)
    {
        int floats = rows * _config.Width;
        _kernels.Normalise(branch, gain, normed, rows, _config.Width, _epsilon);
        TensorPrimitives.Add(new ReadOnlySpan<float>(x, floats), new ReadOnlySpan<float>(normed, floats), new Span<float>(sum, floats));
    }

    /// <summary>Turns queries and keys by their positions and puts keys and values into the pages.</summary>
    private void PlaceHeads(RotaryTable rotary, int layer, KeyValuePages pages, in RowPlan plan, int rows, float* heads)
    {
        for (int row = 0; row < rows; row++, heads += HeadsRow)
        {
            int position = plan.Positions[row];
            int* table = plan.Tables + plan.TableStart[plan.Sequences[row]];
            _kernels.Turn(
                heads, rotary.Cosines(position), rotary.Sines(position), _config.Heads + _config.KeyValueHeads, _config.HeadSize, direction: 1);
            pages.Write(
                layer, table[position / KeyValuePages.PageTokens], position % KeyValuePages.PageTokens,
                heads + _config.QuerySize, heads + _config.QuerySize + _config.KeyValueSize);
        }
    }

    private void Attend(int layer, KeyValuePages pages, in RowPlan plan, int rows, in LayerBuffers buffers)
    {
        int group = _config.HeadsPerGroup, headSize = _config.HeadSize, most = Math.Max(1, AttentionRows / group);
        AttentionTile tile = new()
        {
            Group = group,
            HeadSize = headSize,
            QueryRow = HeadsRow,
            OutputRow = _config.QuerySize,
            StatisticsRow = 2 * _config.Heads,
            ScoreRow = ScoreRow,
            Scratch = buffers.Scratch,
            Scale = _scale,
            Window = _config.IsSliding(layer) ? _config.SlidingWindow : int.MaxValue,
        };
        for (int row = 0; row < rows; row += tile.Positions)
        {
            int passed = Math.Max(0, plan.Positions[row] + 1 - tile.Window) / KeyValuePages.PageTokens; // pages before the window
            tile.Table = plan.Tables + plan.TableStart[plan.Sequences[row]] + passed;
            tile.Position = plan.Positions[row] - passed * KeyValuePages.PageTokens;
            tile.Positions = Neighbours(plan, row, Math.Min(most, rows - row));
            for (int head = 0; head < _config.KeyValueHeads; head++)
            {
                int offset = head * group * headSize;
                float* statistics = buffers.Statistics is null ? null : buffers.Statistics + row * tile.StatisticsRow + 2 * head * group;
                _kernels.Attend(
                    tile, pages.Keys(layer, head), pages.Values(layer, head), buffers.Heads + row * tile.QueryRow + offset,
                    buffers.Attended + row * tile.OutputRow + offset, statistics);
            }
        }
    }

    // How many rows from this one on are neighbours in one sequence and one page.
    private static int Neighbours(in RowPlan plan, int row, int most)
    {
        int count = 1, sequence = plan.Sequences[row], position = plan.Positions[row];
        most = Math.Min(most, KeyValuePages.PageTokens - position % KeyValuePages.PageTokens);
        while (count < most && plan.Sequences[row + count] == sequence && plan.Positions[row + count] == position + count) count++;
        return count;
    }

    private void Multiply(float* a, int depth, float* panels, float* c, int columns, int rows, ProductStart start) =>
        _kernels.Multiply(a, panels, c, rows, columns, depth, new(depth, 1, depth * 16, 16, columns), start);

    private void Carry(float* from, float* to, int rows)
    {
        if (from != to) new ReadOnlySpan<float>(from, rows * _config.Width).CopyTo(new(to, rows * _config.Width));
    }
}
