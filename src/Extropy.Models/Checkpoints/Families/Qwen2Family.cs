using System.Text.Json.Nodes;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>Qwen 2 and 2.5: Llama with biases on queries, keys and values. Source: Yang et al. 2024 (Qwen2), section 2.2.</summary>
internal sealed class Qwen2Family : ModelFamily
{
    public override string ModelType => "qwen2";

    public override string Architecture => "Qwen2ForCausalLM";

    public override DecoderConfig Read(in ConfigKeys keys)
    {
        keys.Require("hidden_act", "silu");
        keys.RefuseFlag("use_sliding_window");
        LayerKinds.RefuseSliding(keys);
        var (ropeBase, scaling) = keys.Rope(DecoderConfig.DefaultRopeBase);
        return Sizes(keys, headSize: 0, isTied: false) with { RopeBase = ropeBase, RopeScaling = scaling, AttentionBias = true };
    }

    public override void Write(DecoderConfig config, JsonObject keys)
    {
        keys["hidden_act"] = "silu";
        keys["use_sliding_window"] = false;
        WriteScaling(config.RopeScaling, keys);
    }
}
