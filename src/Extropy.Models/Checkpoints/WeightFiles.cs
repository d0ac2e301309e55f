using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>The weights of a checkpoint's folder: <c>model.safetensors</c>, or several such files and <c>model.safetensors.index.json</c>.</summary>
internal static class WeightFiles
{
    /// <summary>The only file, where there is one.</summary>
    public const string Single = "model.safetensors";

    private const string Index = "model.safetensors.index.json";
    private const string MapKey = "weight_map";
    private const string Pickles = "pytorch_model*.bin";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    /// <summary>Reads every parameter.</summary>
    /// <exception cref="BadInputException">A file is missing, or does not fit the shape.</exception>
    /// <exception cref="CheckpointDamagedException">A file is damaged.</exception>
    public static void Read(string folder, ParameterSet parameters)
    {
        TensorLoading loading = new(parameters);
        string single = Path.Combine(folder, Single), index = Path.Combine(folder, Index);
        if (File.Exists(single))
        {
            loading.Read(single);
            loading.End(single);
            return;
        }

        if (!File.Exists(index))
        {
            throw new BadInputException(Directory.EnumerateFiles(folder, Pickles).Any()
                ? $"{folder} has its weights as PyTorch pickles only, which are programs and are not run; convert them to safetensors."
                : $"{single} does not exist; a checkpoint needs it.");
        }

        foreach (string file in Shards(index)) loading.Read(Path.Combine(folder, file));
        loading.End(folder);
    }

    /// <summary>Writes every parameter, in as many files as the options ask for.</summary>
    public static void Write(string folder, ParameterSet parameters, CheckpointSaveOptions options)
    {
        List<List<ParameterTensor>> shards = Cut(parameters.Tensors, options);
        var map = new JsonObject();
        long total = 0;
        for (int i = 0; i < shards.Count; i++)
        {
            string name = shards.Count == 1
                ? Single : string.Create(CultureInfo.InvariantCulture, $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors");
            WriteFile(Path.Combine(folder, name), shards[i], parameters, options.Type);
            foreach (ParameterTensor tensor in shards[i])
            {
                map[tensor.Name] = name;
                total += Bytes(tensor, options);
            }
        }

        if (shards.Count == 1) return;
        var index = new JsonObject { ["metadata"] = new JsonObject { ["total_size"] = total }, [MapKey] = map };
        File.WriteAllText(Path.Combine(folder, Index), index.ToJsonString(Indented) + "\n");
    }

    /// <summary>Writes some tensors as one file.</summary>
    public static void WriteFile(string file, IReadOnlyList<ParameterTensor> tensors, ParameterSet parameters, SafetensorsType type)
    {
        using FileStream stream = File.Create(file);
        SafetensorsWriter.Write(
            stream,
            [.. tensors.Select(tensor => (tensor.Name, tensor.Shape))],
            name => parameters[name],
            new Dictionary<string, string> { ["format"] = "pt" }, // what readers of Hugging Face checkpoints look for
            type);
    }

    // The names of the files, each once. An index is hostile until checked: a name must stay inside the folder.
    private static SortedSet<string> Shards(string index)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(index), Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(MapKey, out JsonElement map) || map.ValueKind != JsonValueKind.Object)
            {
                throw new BadInputException($"{index} has no {MapKey} that names the file of each tensor.");
            }

            foreach (JsonProperty entry in map.EnumerateObject())
            {
                string name = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() ?? "" : "";
                if (!name.EndsWith(".safetensors", StringComparison.Ordinal) || name != Path.GetFileName(name) || name.Contains('\\', StringComparison.Ordinal))
                    throw new BadInputException($"{index} names a file for '{entry.Name}' that is no safetensors file of this folder.");
                files.Add(name);
            }
        }
        catch (JsonException)
        {
            throw new CheckpointDamagedException(index, 0, "the text is not valid JSON", "Nothing was loaded");
        }

        return files;
    }

    private static List<List<ParameterTensor>> Cut(ImmutableArray<ParameterTensor> tensors, CheckpointSaveOptions options)
    {
        List<List<ParameterTensor>> shards = [[]];
        long bytes = 0;
        foreach (ParameterTensor tensor in tensors)
        {
            if (bytes > 0 && bytes + Bytes(tensor, options) > options.MostShardBytes)
            {
                shards.Add([]);
                bytes = 0;
            }

            shards[^1].Add(tensor);
            bytes += Bytes(tensor, options);
        }

        return shards;
    }

    private static long Bytes(ParameterTensor tensor, CheckpointSaveOptions options) => (long)tensor.Length * SafetensorsTensor.SizeOf(options.Type);
}
