namespace Extropy.Models.Decoding;

/// <summary>Where the matrices stand in a <see cref="ParameterSet"/>.</summary>
internal sealed class ParameterPlaces
{
    public ParameterPlaces(ParameterSet set)
    {
        Embedding = set.Tensor("model.embed_tokens.weight").Offset;
        FinalGain = set.Tensor("model.norm.weight").Offset;
        Head = set.Config.TieEmbeddings ? Embedding : set.Tensor("lm_head.weight").Offset;
        Layers = [.. Enumerable.Range(0, set.Config.Layers).Select(layer => Of(set, FormattableString.Invariant($"model.layers.{layer}.")))];
    }

    public int Embedding { get; }

    public int FinalGain { get; }

    /// <summary>The output layer; the embedding where the two are tied.</summary>
    public int Head { get; }

    public LayerPlaces[] Layers { get; }

    private static LayerPlaces Of(ParameterSet set, string prefix) => new(
        set.Tensor(prefix + "input_layernorm.weight").Offset,
        set.Tensor(prefix + "self_attn.q_proj.weight").Offset,
        set.Tensor(prefix + "self_attn.o_proj.weight").Offset,
        set.Tensor(prefix + "post_attention_layernorm.weight").Offset,
        set.Tensor(prefix + "mlp.gate_proj.weight").Offset,
        set.Tensor(prefix + "mlp.down_proj.weight").Offset);
}
