using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>config.json: the shape in the keys of Hugging Face's Llama, and the vocabulary in a key of our own.</summary>
internal static class CheckpointConfig
{
    private const string VocabularyKey = "extropy_vocabulary";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Writes a shape.</summary>
    public static string Write(DecoderConfig config, string vocabulary) => new JsonObject
    {
        ["architectures"] = new JsonArray("LlamaForCausalLM"),
        ["model_type"] = "llama",
        ["torch_dtype"] = "float32",
        ["vocab_size"] = config.VocabularySize,
        ["hidden_size"] = config.Width,
        ["num_hidden_layers"] = config.Layers,
        ["num_attention_heads"] = config.Heads,
        ["num_key_value_heads"] = config.KeyValueHeads,
        ["head_dim"] = config.HeadSize,
        ["intermediate_size"] = config.HiddenSize,
        ["max_position_embeddings"] = config.ContextLength,
        ["rope_theta"] = config.RopeBase,
        ["rms_norm_eps"] = config.NormEpsilon,
        ["tie_word_embeddings"] = config.TieEmbeddings,
        ["hidden_act"] = "silu",
        ["attention_bias"] = false,
        ["mlp_bias"] = false,
        [VocabularyKey] = vocabulary,
    }.ToJsonString(Indented) + "\n";

    /// <summary>Reads a shape; refuses what this decoder does not compute.</summary>
    /// <param name="path">Named in errors.</param>
    /// <param name="json">The file's bytes.</param>
    /// <exception cref="CheckpointDamagedException">Not JSON.</exception>
    /// <exception cref="BadInputException">A key is missing, or asks for something that this decoder does not do.</exception>
    public static (DecoderConfig Config, string Vocabulary) Read(string path, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new BadInputException($"{path} is not a JSON object.");
            Refuse(path, root, "hidden_act", value => value.ValueEquals("silu"));
            Refuse(path, root, "attention_bias", value => value.ValueKind == JsonValueKind.False);
            Refuse(path, root, "mlp_bias", value => value.ValueKind == JsonValueKind.False);
            Refuse(path, root, "rope_scaling", value => value.ValueKind == JsonValueKind.Null);
            int width = Whole(path, root, "hidden_size"), heads = Whole(path, root, "num_attention_heads");
            var config = new DecoderConfig
            {
                VocabularySize = Whole(path, root, "vocab_size"),
                Width = width,
                Layers = Whole(path, root, "num_hidden_layers"),
                Heads = heads,
                KeyValueHeads = Whole(path, root, "num_key_value_heads", heads),
                HeadSize = Whole(path, root, "head_dim", heads > 0 ? width / heads : 0),
                HiddenSize = Whole(path, root, "intermediate_size"),
                ContextLength = Whole(path, root, "max_position_embeddings"),
                RopeBase = Real(path, root, "rope_theta", DecoderConfig.DefaultRopeBase),
                NormEpsilon = Real(path, root, "rms_norm_eps", DecoderConfig.DefaultNormEpsilon),
                TieEmbeddings = root.TryGetProperty("tie_word_embeddings", out JsonElement tie) && tie.ValueKind == JsonValueKind.True,
            };
            config.Validate();
            string vocabulary = root.TryGetProperty(VocabularyKey, out JsonElement name) && name.ValueKind == JsonValueKind.String
                ? name.GetString() ?? "" : "";
            return (config, vocabulary);
        }
        catch (JsonException error)
        {
            throw new CheckpointDamagedException(path, Offset(json.Span, error), "the text is not valid JSON", "Nothing was loaded");
        }
    }

    private static void Refuse(string path, JsonElement root, string key, Func<JsonElement, bool> isSupported)
    {
        if (root.TryGetProperty(key, out JsonElement value) && !isSupported(value))
            throw new BadInputException($"{path} asks for {key} = {value.GetRawText()}, which this decoder does not compute.");
    }

    private static int Whole(string path, JsonElement root, string key, int? otherwise = null)
    {
        if (!root.TryGetProperty(key, out JsonElement value))
            return otherwise ?? throw new BadInputException($"{path} lacks the key '{key}'.");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number : throw new BadInputException($"{path} has {key} = {value.GetRawText()}; a whole number is required.");
    }

    private static double Real(string path, JsonElement root, string key, double otherwise)
    {
        if (!root.TryGetProperty(key, out JsonElement value)) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            ? number : throw new BadInputException($"{path} has {key} = {value.GetRawText()}; a number is required.");
    }

    // The reader counts lines and bytes inside the line; a person's editor can go to a byte.
    private static long Offset(ReadOnlySpan<byte> json, JsonException error)
    {
        long offset = error.BytePositionInLine ?? 0;
        for (long line = error.LineNumber ?? 0; line > 0 && json.IndexOf((byte)'\n') is var end and >= 0; line--)
        {
            offset += end + 1;
            json = json[(end + 1)..];
        }

        return offset;
    }
}
