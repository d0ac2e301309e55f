using System.Text.Json.Nodes;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>Llama 2 to 3.2 and everything that shares their shape: no biases, SiLU, stretched rotary angles or not.</summary>
internal sealed class LlamaFamily : ModelFamily
{
    public override string ModelType => "llama";

    public override string Architecture => "LlamaForCausalLM";

    public override DecoderConfig Read(in ConfigKeys keys)
    {
        keys.Require("hidden_act", "silu");
        keys.RefuseFlag("attention_bias");
        keys.RefuseFlag("mlp_bias");
        var (ropeBase, scaling) = keys.Rope(DecoderConfig.DefaultRopeBase);
        return Sizes(keys, headSize: 0, isTied: false) with { RopeBase = ropeBase, RopeScaling = scaling };
    }

    public override void Write(DecoderConfig config, JsonObject keys)
    {
        keys["hidden_act"] = "silu";
        keys["attention_bias"] = false;
        keys["mlp_bias"] = false;
        WriteScaling(config.RopeScaling, keys);
    }
}
