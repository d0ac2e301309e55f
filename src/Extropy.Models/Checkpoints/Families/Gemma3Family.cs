using System.Text.Json.Nodes;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>
/// Gemma 3, text only: embeddings times √width, gains stored as their difference from 1, norms before and after each branch and on every query
/// and key head, GELU gates, windows with a rotary base of their own. Source: Gemma Team 2025 (Gemma 3), section 2.
/// </summary>
internal sealed class Gemma3Family : ModelFamily
{
    private const int DefaultHeadSize = 256;
    private const double DefaultRopeBase = 1_000_000;
    private const string Activation = "gelu_pytorch_tanh";

    public override string ModelType => "gemma3_text";

    public override string Architecture => "Gemma3ForCausalLM";

    public override DecoderConfig Read(in ConfigKeys keys)
    {
        keys.Require("hidden_activation", Activation);
        if (keys["hidden_activation"] is null) keys.Require("hidden_act", Activation);
        keys.RefuseFlag("attention_bias");
        keys.RefuseFlag("use_bidirectional_attention");
        keys.Refuse("final_logit_softcapping");
        keys.Refuse("attn_logit_softcapping");
        DecoderConfig sizes = Sizes(keys, DefaultHeadSize, isTied: true);
        var (window, every) = LayerKinds.Read(keys, sizes.Layers);
        var (ropeBase, scaling, slidingBase) = Ropes(keys);
        return sizes with
        {
            RopeBase = ropeBase,
            RopeScaling = scaling,
            NormaliseHeads = true,
            NormaliseBranches = true,
            Gate = GateActivation.GeluTanh,
            EmbeddingScale = Math.Sqrt(sizes.Width),
            GainOffset = 1,
            AttentionScalar = keys.Real("query_pre_attn_scalar", DefaultHeadSize),
            SlidingWindow = window,
            FullAttentionEvery = every,
            SlidingRopeBase = window == 0 ? 0 : slidingBase,
        };
    }

    public override void Write(DecoderConfig config, JsonObject keys)
    {
        keys["hidden_activation"] = Activation;
        keys["attention_bias"] = false;
        keys["query_pre_attn_scalar"] = config.AttentionScalar;
        keys["rope_local_base_freq"] = config.SlidingRopeBase;
        LayerKinds.Write(config, keys);
        WriteScaling(config.RopeScaling, keys);
    }

    // Newer files keep the two kinds of layers apart inside rope_parameters.
    private static (double Base, RopeScaling? Scaling, double SlidingBase) Ropes(in ConfigKeys keys)
    {
        double slidingBase = keys.Real("rope_local_base_freq", DecoderConfig.DefaultRopeBase);
        if (keys.Inside("rope_parameters") is { } newer && newer.Inside("full_attention") is { } full)
        {
            double sliding = newer.Inside("sliding_attention")?.Real("rope_theta", slidingBase) ?? slidingBase;
            return (full.Real("rope_theta", DefaultRopeBase), full.Scaling(), sliding);
        }

        var (ropeBase, scaling) = keys.Rope(DefaultRopeBase);
        return (ropeBase, scaling, slidingBase);
    }
}
