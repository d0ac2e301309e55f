using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Models.Checkpoints.Families;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>config.json: the shape in the keys of its family at Hugging Face, and the vocabulary in a key of our own.</summary>
internal static class CheckpointConfig
{
    private const string VocabularyKey = "extropy_vocabulary";
    private const string FamilyKey = "model_type";
    private const string Context = "max_position_embeddings";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    // Keys that are written anew, or that newer files have in place of those.
    private static readonly FrozenSet<string> Own = ((string[])[
        "architectures", FamilyKey, "torch_dtype", "dtype", "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
        "head_dim", "intermediate_size", Context, "rope_theta", "rope_scaling", "rope_parameters", "rope_local_base_freq", "rms_norm_eps",
        "tie_word_embeddings", "hidden_act", "hidden_activation", "attention_bias", "mlp_bias", "use_sliding_window", "query_pre_attn_scalar",
        "sliding_window", "sliding_window_pattern", "_sliding_window_pattern", "layer_types", VocabularyKey,
    ]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Writes a shape.</summary>
    /// <param name="config">The shape.</param>
    /// <param name="vocabulary">Name of the codec; left out when empty.</param>
    /// <param name="type">The weights' type.</param>
    /// <param name="source">A config.json whose other keys are kept; or null.</param>
    /// <exception cref="BadInputException">No family has this shape.</exception>
    public static string Write(DecoderConfig config, string vocabulary, SafetensorsType type = SafetensorsType.F32, string? source = null)
    {
        JsonObject root = ModelFamily.All.Select(family => Keys(family, config, type)).FirstOrDefault(keys => Describes(keys, config))
            ?? throw new BadInputException(
                $"This shape belongs to none of {string.Join(", ", ModelFamily.All.Select(family => family.ModelType))}, so it cannot be saved as a checkpoint.");
        if (vocabulary.Length > 0) root[VocabularyKey] = vocabulary;
        if (source is not null && JsonNode.Parse(source) is JsonObject others)
        {
            foreach (var (key, value) in others)
                if (!Own.Contains(key) || IsLongerContext(key, value, config)) root[key] = value?.DeepClone();
        }

        return root.ToJsonString(Indented) + "\n";
    }

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
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new BadInputException($"{path} is not a JSON object.");
            ConfigKeys keys = new(path, document.RootElement);
            DecoderConfig config = FamilyOf(path, keys).Read(keys);
            config.Validate();
            return (config, keys.Text(VocabularyKey) ?? "");
        }
        catch (JsonException error)
        {
            throw new CheckpointDamagedException(path, Offset(json.Span, error), "the text is not valid JSON", "Nothing was loaded");
        }
    }

    // A context that was cut when it was read is written as it was.
    private static bool IsLongerContext(string key, JsonNode? value, DecoderConfig config) =>
        key == Context && value is JsonValue number && number.TryGetValue(out int length) && length > config.ContextLength;

    private static ModelFamily FamilyOf(string path, in ConfigKeys keys)
    {
        string type = keys.Text(FamilyKey) ?? ModelFamily.All[0].ModelType;
        foreach (ModelFamily family in ModelFamily.All)
            if (family.ModelType == type) return family;
        throw new BadInputException(
            $"{path} asks for {FamilyKey} = \"{type}\", which this decoder does not compute; it computes {string.Join(", ", ModelFamily.All.Select(family => family.ModelType))}.");
    }

    private static JsonObject Keys(ModelFamily family, DecoderConfig config, SafetensorsType type)
    {
        var root = new JsonObject
        {
            ["architectures"] = new JsonArray(family.Architecture),
            [FamilyKey] = family.ModelType,
            ["torch_dtype"] = type == SafetensorsType.BF16 ? "bfloat16" : "float32",
        };
        ModelFamily.WriteSizes(config, root);
        family.Write(config, root);
        return root;
    }

    // Whether a reader of these keys would get exactly this shape.
    private static bool Describes(JsonObject keys, DecoderConfig config)
    {
        try
        {
            return Read("config.json", JsonSerializer.SerializeToUtf8Bytes(keys)).Config == config;
        }
        catch (BadInputException)
        {
            return false;
        }
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
