namespace Extropy.Models.Decoding;

/// <summary>Where one layer reads and writes for some rows. A pass reuses the same places; training keeps each layer's for the way back.</summary>
internal unsafe struct LayerBuffers
{
    /// <summary>The layer's input, shape [rows, width].</summary>
    public float* Input;

    /// <summary>After attention, shape [rows, width]; may be <see cref="Input"/>.</summary>
    public float* Middle;

    /// <summary>After the feed-forward, shape [rows, width]; may be <see cref="Middle"/>.</summary>
    public float* Output;

    /// <summary>Queries, keys and values, shape [rows, querySize + 2 keyValueSize] with rows <see cref="DecoderLayer.HeadsRow"/> apart.</summary>
    public float* Heads;

    /// <summary>What the heads attended to, shape [rows, querySize].</summary>
    public float* Attended;

    /// <summary>Gates and ups, shape [rows, 2 hidden].</summary>
    public float* GateUp;

    /// <summary>Maximum and sum of every softmax, shape [rows, heads, 2]; null where nobody asks.</summary>
    public float* Statistics;

    /// <summary>Queries and keys before their norm, shape [rows, querySize + keyValueSize]; null where nobody asks.</summary>
    public float* RawHeads;

    /// <summary>What attention adds, before its norm, shape [rows, width]; used only where branches are normalised, and may be <see cref="Normed"/>.</summary>
    public float* AttentionBranch;

    /// <summary>What the feed-forward adds, likewise.</summary>
    public float* MlpBranch;

    /// <summary>Working memory, shape [rows, width].</summary>
    public float* Normed;

    /// <summary>Working memory, shape [rows, hidden].</summary>
    public float* Active;

    /// <summary>Working memory of attention.</summary>
    public float* Scratch;
}
