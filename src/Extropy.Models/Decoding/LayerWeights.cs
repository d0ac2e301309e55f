namespace Extropy.Models.Decoding;

/// <summary>The matrices of one layer, in panels (or, as gradients, row-major), and its gains.</summary>
internal unsafe struct LayerWeights
{
    /// <summary>Shape [width].</summary>
    public float* AttentionGain;

    /// <summary>Width → queries, keys, values.</summary>
    public float* Heads;

    /// <summary>Queries → width.</summary>
    public float* Output;

    /// <summary>Shape [width].</summary>
    public float* MlpGain;

    /// <summary>Width → gates, ups.</summary>
    public float* GateUp;

    /// <summary>Hidden → width.</summary>
    public float* Down;
}
