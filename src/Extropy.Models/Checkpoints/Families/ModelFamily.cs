using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>How one family of Hugging Face writes its shape into config.json.</summary>
internal abstract class ModelFamily
{
    /// <summary>Every family that is read, the plainest first.</summary>
    public static ImmutableArray<ModelFamily> All { get; } = [new LlamaFamily(), new Qwen2Family(), new Qwen3Family(), new Gemma3Family()];

    /// <summary>The value of <c>model_type</c>.</summary>
    public abstract string ModelType { get; }

    /// <summary>The only entry of <c>architectures</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>The shape that the keys describe.</summary>
    /// <exception cref="Core.Errors.BadInputException">A key is missing, or asks for something that is not computed.</exception>
    public abstract DecoderConfig Read(in ConfigKeys keys);

    /// <summary>Adds the keys beyond <see cref="WriteSizes"/>.</summary>
    public abstract void Write(DecoderConfig config, JsonObject keys);

    /// <summary>The sizes, which all families name alike.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="headSize">Elements of a head when the keys do not say; 0 for width / heads.</param>
    /// <param name="isTied">Whether embeddings are tied when the keys do not say.</param>
    protected static DecoderConfig Sizes(in ConfigKeys keys, int headSize, bool isTied)
    {
        keys.Refuse("quantization_config");
        int width = keys.Whole("hidden_size"), heads = keys.Whole("num_attention_heads");
        return new()
        {
            VocabularySize = keys.Whole("vocab_size"),
            Width = width,
            Layers = keys.Whole("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = keys.Whole("num_key_value_heads", heads),
            HeadSize = keys.Whole("head_dim", headSize > 0 ? headSize : heads > 0 ? width / heads : 0),
            HiddenSize = keys.Whole("intermediate_size"),
            ContextLength = keys.Whole("max_position_embeddings"),
            NormEpsilon = keys.Real("rms_norm_eps", DecoderConfig.DefaultNormEpsilon),
            TieEmbeddings = keys.Flag("tie_word_embeddings", isTied),
        };
    }

    /// <summary>Writes what <see cref="Sizes"/> reads.</summary>
    public static void WriteSizes(DecoderConfig config, JsonObject keys)
    {
        keys["vocab_size"] = config.VocabularySize;
        keys["hidden_size"] = config.Width;
        keys["num_hidden_layers"] = config.Layers;
        keys["num_attention_heads"] = config.Heads;
        keys["num_key_value_heads"] = config.KeyValueHeads;
        keys["head_dim"] = config.HeadSize;
        keys["intermediate_size"] = config.HiddenSize;
        keys["max_position_embeddings"] = config.ContextLength;
        keys["rope_theta"] = config.RopeBase;
        keys["rms_norm_eps"] = config.NormEpsilon;
        keys["tie_word_embeddings"] = config.TieEmbeddings;
    }

    /// <summary>Writes <c>rope_scaling</c>, unless there is none.</summary>
    protected static void WriteScaling(RopeScaling? scaling, JsonObject keys)
    {
        if (scaling is null) return;
        var inside = new JsonObject { ["rope_type"] = scaling.OriginalContextLength == 0 ? "linear" : "llama3", ["factor"] = scaling.Factor };
        if (scaling.OriginalContextLength > 0)
        {
            inside["low_freq_factor"] = scaling.LowFrequencyFactor;
            inside["high_freq_factor"] = scaling.HighFrequencyFactor;
            inside["original_max_position_embeddings"] = scaling.OriginalContextLength;
        }

        keys["rope_scaling"] = inside;
    }
}
