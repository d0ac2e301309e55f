namespace Extropy.Models.Decoding;

/// <summary>Where the matrices of one layer stand in a <see cref="ParameterSet"/>; q, k, v (and their biases) and gate, up count as one each. −1: it has none.</summary>
internal readonly record struct LayerPlaces
{
    public int AttentionGain { get; init; }

    public int Heads { get; init; }

    public int Bias { get; init; }

    public int QueryGain { get; init; }

    public int KeyGain { get; init; }

    public int Output { get; init; }

    public int AttentionBranchGain { get; init; }

    public int MlpGain { get; init; }

    public int GateUp { get; init; }

    public int Down { get; init; }

    public int MlpBranchGain { get; init; }
}
