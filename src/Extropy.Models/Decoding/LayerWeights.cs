namespace Extropy.Models.Decoding;

/// <summary>The matrices of one layer, in panels (or, as gradients, row-major), and its gains.</summary>
internal unsafe struct LayerWeights
{
    /// <summary>Shape [width].</summary>
    public float* AttentionGain;

    /// <summary>Width → queries, keys, values.</summary>
    public float* Heads;

    /// <summary>Added to queries, keys, values; null where the decoder has none.</summary>
    public float* Bias;

    /// <summary>Gain of every query head, shape [headSize]; null where heads are not normalised.</summary>
    public float* QueryGain;

    /// <summary>Gain of every key head, likewise.</summary>
    public float* KeyGain;

    /// <summary>Queries → width.</summary>
    public float* Output;

    /// <summary>Gain of what attention adds, shape [width]; null where branches are not normalised.</summary>
    public float* AttentionBranchGain;

    /// <summary>Shape [width].</summary>
    public float* MlpGain;

    /// <summary>Width → gates, ups.</summary>
    public float* GateUp;

    /// <summary>Hidden → width.</summary>
    public float* Down;

    /// <summary>Gain of what the feed-forward adds, as <see cref="AttentionBranchGain"/>.</summary>
    public float* MlpBranchGain;
}
