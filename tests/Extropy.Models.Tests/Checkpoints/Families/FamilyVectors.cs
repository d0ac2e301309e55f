using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Models.Checkpoints;

namespace Extropy.Models.Tests.Checkpoints.Families;

/// <summary>A tiny checkpoint of one family as a stranger would write it, and what eng/reference/families_reference.py computed of it.</summary>
internal sealed record FamilyVectors(
    JsonObject Config, int[] Tokens, double Loss, float[] Logits, IReadOnlyList<(string Name, ImmutableArray<int> Shape, double[] Gradients)> Tensors)
{
    public static ImmutableArray<string> Names => ["llama", "qwen2", "qwen3", "gemma3"];

    public static FamilyVectors Read(string name)
    {
        using Stream stream = typeof(FamilyVectors).Assembly.GetManifestResourceStream($"Extropy.Models.Tests.Checkpoints.Families.{name}.json")!; // a file of this project
        JsonNode root = JsonNode.Parse(stream)!; // ditto
        return new(
            root["config"]!.AsObject(),
            root["tokens"].Deserialize<int[]>()!,
            root["loss"]!.GetValue<double>(),
            MemoryMarshal.Cast<byte, float>(Convert.FromBase64String(root["logits"]!.GetValue<string>())).ToArray(),
            [.. root["tensors"]!.AsObject().Select(tensor => (
                tensor.Key, tensor.Value!["shape"].Deserialize<ImmutableArray<int>>(), tensor.Value["gradients"].Deserialize<double[]>()!))]);
    }

    /// <summary>Writes config.json, and model.safetensors with the tensors in the stranger's order.</summary>
    public void Write(string folder, SafetensorsType type = SafetensorsType.F32)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "config.json"), Config.ToJsonString());
        using FileStream stream = File.Create(Path.Combine(folder, "model.safetensors"));
        SafetensorsWriter.Write(stream, [.. Tensors.Select(tensor => (tensor.Name, tensor.Shape))], name => Values(name), type: type);
    }

    /// <summary>The numbers of a tensor by the formula of the reference.</summary>
    public float[] Values(string name)
    {
        ImmutableArray<int> shape = Tensors.Single(tensor => tensor.Name == name).Shape;
        bool isGain = name.Contains("norm", StringComparison.Ordinal) && Config["model_type"]!.GetValue<string>() != "gemma3_text";
        uint start = 2166136261;
        foreach (char character in name) start = unchecked((start ^ character) * 16777619);
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
        {
            double number = Scrambled(unchecked(start + (uint)i));
            values[i] = (float)(isGain ? 1 + number : shape.Length == 2 ? 0.8 * number : number);
        }

        return values;
    }

    private static double Scrambled(uint place)
    {
        uint bits = unchecked(place * 2654435761u + 12345u);
        bits ^= bits >> 15;
        bits = unchecked(bits * 2246822519u);
        bits ^= bits >> 13;
        return bits / 4294967296.0 - 0.5;
    }
}
