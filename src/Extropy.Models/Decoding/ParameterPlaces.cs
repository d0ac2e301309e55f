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

    private static LayerPlaces Of(ParameterSet set, string prefix)
    {
        DecoderConfig config = set.Config;
        return new()
        {
            AttentionGain = Place("input_layernorm.weight"),
            Heads = Place("self_attn.q_proj.weight"),
            Bias = config.AttentionBias ? Place("self_attn.q_proj.bias") : -1,
            QueryGain = config.NormaliseHeads ? Place("self_attn.q_norm.weight") : -1,
            KeyGain = config.NormaliseHeads ? Place("self_attn.k_norm.weight") : -1,
            Output = Place("self_attn.o_proj.weight"),
            AttentionBranchGain = config.NormaliseBranches ? Place("post_attention_layernorm.weight") : -1,
            MlpGain = Place(config.NormaliseBranches ? "pre_feedforward_layernorm.weight" : "post_attention_layernorm.weight"),
            GateUp = Place("mlp.gate_proj.weight"),
            Down = Place("mlp.down_proj.weight"),
            MlpBranchGain = config.NormaliseBranches ? Place("post_feedforward_layernorm.weight") : -1,
        };

        int Place(string name) => set.Tensor(prefix + name).Offset;
    }
}
