using System.Text.Json.Nodes;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>Qwen 3, dense: Llama with a norm on every query and key head. Source: Yang et al. 2025 (Qwen3), section 2.</summary>
internal sealed class Qwen3Family : ModelFamily
{
    private const int DefaultHeadSize = 128;

    public override string ModelType => "qwen3";

    public override string Architecture => "Qwen3ForCausalLM";

    public override DecoderConfig Read(in ConfigKeys keys)
    {
        keys.Require("hidden_act", "silu");
        keys.RefuseFlag("attention_bias");
        keys.RefuseFlag("use_sliding_window");
        LayerKinds.RefuseSliding(keys);
        var (ropeBase, scaling) = keys.Rope(DecoderConfig.DefaultRopeBase);
        return Sizes(keys, DefaultHeadSize, isTied: false) with { RopeBase = ropeBase, RopeScaling = scaling, NormaliseHeads = true };
    }

    public override void Write(DecoderConfig config, JsonObject keys)
    {
        keys["hidden_act"] = "silu";
        keys["attention_bias"] = false;
        keys["use_sliding_window"] = false;
        WriteScaling(config.RopeScaling, keys);
    }
}
