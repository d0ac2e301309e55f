namespace Extropy.Models.Decoding;

/// <summary>Where the matrices of one layer stand in a <see cref="ParameterSet"/>; q, k, v and gate, up count as one matrix each.</summary>
internal readonly record struct LayerPlaces(int AttentionGain, int Heads, int Output, int MlpGain, int GateUp, int Down);
