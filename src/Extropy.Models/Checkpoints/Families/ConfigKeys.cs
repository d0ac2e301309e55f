using System.Text.Json;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints.Families;

/// <summary>The keys of a config.json, read one at a time. A key that is null counts as absent, as transformers writes it.</summary>
/// <param name="path">Named in errors.</param>
/// <param name="root">An object.</param>
internal readonly struct ConfigKeys(string path, JsonElement root)
{
    /// <summary>The object itself.</summary>
    public JsonElement Root => root;

    /// <summary>The value of a key; null when absent.</summary>
    public JsonElement? this[string key] =>
        root.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A whole number.</summary>
    /// <exception cref="BadInputException">Another kind of value, or absent without a default.</exception>
    public int Whole(string key, int? otherwise = null)
    {
        if (this[key] is not { } value) return otherwise ?? throw new BadInputException($"{path} lacks the key '{key}'.");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number : throw new BadInputException($"{path} has {key} = {Short(value)}; a whole number is required.");
    }

    /// <summary>A number.</summary>
    /// <exception cref="BadInputException">Another kind of value.</exception>
    public double Real(string key, double otherwise)
    {
        if (this[key] is not { } value) return otherwise;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            ? number : throw new BadInputException($"{path} has {key} = {Short(value)}; a number is required.");
    }

    /// <summary>True or false.</summary>
    /// <exception cref="BadInputException">Another kind of value.</exception>
    public bool Flag(string key, bool otherwise) => this[key] switch
    {
        null => otherwise,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw new BadInputException($"{path} has {key} = {Short(value)}; true or false is required."),
    };

    /// <summary>A text.</summary>
    /// <exception cref="BadInputException">Another kind of value.</exception>
    public string? Text(string key) => this[key] switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        { } value => throw new BadInputException($"{path} has {key} = {Short(value)}; a text is required."),
    };

    /// <summary>Refuses a key whose value is anything but the one that is computed, or absent.</summary>
    /// <exception cref="BadInputException">It asks for something else.</exception>
    public void Require(string key, string only)
    {
        if (this[key] is { } value && !(value.ValueKind == JsonValueKind.String && value.ValueEquals(only))) throw NotComputed(key, value);
    }

    /// <summary>Refuses a key that is anything but false, or absent.</summary>
    /// <exception cref="BadInputException">It asks for something.</exception>
    public void RefuseFlag(string key)
    {
        if (this[key] is { } value && value.ValueKind != JsonValueKind.False) throw NotComputed(key, value);
    }

    /// <summary>Refuses a key that is there.</summary>
    /// <exception cref="BadInputException">It is.</exception>
    public void Refuse(string key)
    {
        if (this[key] is { } value) throw NotComputed(key, value);
    }

    /// <summary>Another object inside this one; null when absent.</summary>
    /// <exception cref="BadInputException">Another kind of value.</exception>
    public ConfigKeys? Inside(string key)
    {
        if (this[key] is not { } value) return null;
        return value.ValueKind == JsonValueKind.Object
            ? new ConfigKeys(path, value) : throw new BadInputException($"{path} has {key} = {Short(value)}; an object is required.");
    }

    /// <summary>Base and stretching of the rotary angles: <c>rope_theta</c> and <c>rope_scaling</c>, or the newer <c>rope_parameters</c>.</summary>
    /// <param name="otherwise">The base when none is given.</param>
    /// <exception cref="BadInputException">A kind of stretching that is not computed.</exception>
    public (double Base, RopeScaling? Scaling) Rope(double otherwise)
    {
        ConfigKeys? newer = Inside("rope_parameters");
        return newer is { } keys
            ? (keys.Real("rope_theta", Real("rope_theta", otherwise)), keys.Scaling())
            : (Real("rope_theta", otherwise), Inside("rope_scaling")?.Scaling());
    }

    /// <summary>What this object says of stretching: it is a <c>rope_scaling</c>.</summary>
    /// <exception cref="BadInputException">A kind of stretching that is not computed.</exception>
    public RopeScaling? Scaling()
    {
        string kind = Text("rope_type") ?? Text("type") ?? "default";
        return kind switch
        {
            "default" => null,
            "linear" => new RopeScaling { Factor = Real("factor", 0) },
            "llama3" => new RopeScaling
            {
                Factor = Real("factor", 0),
                OriginalContextLength = Whole("original_max_position_embeddings"),
                LowFrequencyFactor = Real("low_freq_factor", 0),
                HighFrequencyFactor = Real("high_freq_factor", 0),
            },
            _ => throw new BadInputException(
                $"{path} asks for rope_type = \"{kind}\", which this decoder does not compute; it computes default, linear and llama3."),
        };
    }

    /// <summary>Says that a key asks for something that is not computed.</summary>
    public BadInputException NotComputed(string key, JsonElement value) =>
        new($"{path} asks for {key} = {Short(value)}, which this decoder does not compute.");

    private static string Short(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= 60 ? text : $"{text[..60]}…";
    }
}
