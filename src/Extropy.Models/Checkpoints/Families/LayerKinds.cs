using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>Which layers see all tokens: <c>layer_types</c> in newer files, <c>sliding_window_pattern</c> in older ones.</summary>
internal static class LayerKinds
{
    private const string Full = "full_attention";
    private const string Sliding = "sliding_attention";
    private const string Types = "layer_types";
    private const string Pattern = "sliding_window_pattern";
    private const int DefaultWindow = 4096;
    private const int DefaultPattern = 6;

    /// <summary>The window and how often a layer sees all.</summary>
    /// <exception cref="BadInputException">The kinds of layers do not repeat evenly.</exception>
    public static (int Window, int FullEvery) Read(in ConfigKeys keys, int layers)
    {
        int window = keys.Whole("sliding_window", DefaultWindow), every = keys.Whole(Pattern, keys.Whole("_" + Pattern, DefaultPattern));
        if (keys[Types] is not { } types) return (window, every);
        if (types.ValueKind != JsonValueKind.Array || types.GetArrayLength() != layers) throw keys.NotComputed(Types, types);
        var isFull = new bool[layers];
        for (int i = 0; i < layers; i++)
        {
            JsonElement type = types[i];
            isFull[i] = type.ValueKind == JsonValueKind.String && type.ValueEquals(Full);
            if (!isFull[i] && !(type.ValueKind == JsonValueKind.String && type.ValueEquals(Sliding))) throw keys.NotComputed(Types, types);
        }

        if (IsEvery(isFull, every)) return (window, every);
        int found = Array.IndexOf(isFull, true) + 1; // 0: none sees all
        return IsEvery(isFull, found) ? (window, found) : throw keys.NotComputed(Types, types);
    }

    /// <summary>Refuses sliding layers in families that are computed without.</summary>
    /// <exception cref="BadInputException">There is one.</exception>
    public static void RefuseSliding(in ConfigKeys keys)
    {
        if (keys[Types] is not { } types) return;
        if (types.ValueKind != JsonValueKind.Array) throw keys.NotComputed(Types, types);
        foreach (JsonElement type in types.EnumerateArray())
            if (type.ValueKind != JsonValueKind.String || !type.ValueEquals(Full)) throw keys.NotComputed(Types, types);
    }

    /// <summary>Writes both kinds of keys.</summary>
    public static void Write(DecoderConfig config, JsonObject keys)
    {
        keys["sliding_window"] = config.SlidingWindow;
        keys[Pattern] = config.FullAttentionEvery;
        keys[Types] = new JsonArray([.. Enumerable.Range(0, config.Layers).Select(layer => (JsonNode)(config.IsSliding(layer) ? Sliding : Full))]);
    }

    private static bool IsEvery(bool[] isFull, int every)
    {
        for (int i = 0; i < isFull.Length; i++)
            if (isFull[i] != (every > 0 && (i + 1) % every == 0)) return false;
        return true;
    }
}
