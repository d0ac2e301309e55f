using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>
/// A checkpoint on disk: <c>config.json</c> (the keys of Hugging Face's Llama), <c>model.safetensors</c> and, optionally,
/// <c>metrics.json</c>. Saving replaces the whole directory at once.
/// </summary>
public static class CheckpointDirectory
{
    private const string ConfigFile = "config.json";
    private const string WeightsFile = "model.safetensors";
    private const string MetricsFile = "metrics.json";

    /// <summary>Saves a checkpoint. The same checkpoint gives the same bytes.</summary>
    /// <param name="path">The directory; what it held before stays until the new one is whole.</param>
    /// <param name="checkpoint">What to save.</param>
    /// <param name="writeMore">Writes further files into the folder it is given, such as an optimiser's state; or null.</param>
    /// <exception cref="ExtropyException">The disk is full or refuses; the old checkpoint is as it was.</exception>
    public static void Save(string path, Checkpoint checkpoint, Action<string>? writeMore = null) => AtomicDirectory.Replace(path, folder =>
    {
        ParameterSet parameters = checkpoint.Parameters;
        File.WriteAllText(Path.Combine(folder, ConfigFile), CheckpointConfig.Write(parameters.Config, checkpoint.Vocabulary));
        if (checkpoint.Metrics is { } metrics) File.WriteAllText(Path.Combine(folder, MetricsFile), metrics);
        SaveTensors(Path.Combine(folder, WeightsFile), parameters);
        writeMore?.Invoke(folder);
    });

    /// <summary>Loads a checkpoint.</summary>
    /// <exception cref="BadInputException">No checkpoint there, or one that this decoder does not compute.</exception>
    /// <exception cref="CheckpointDamagedException">A file is damaged.</exception>
    public static Checkpoint Load(string path)
    {
        AtomicDirectory.Recover(path);
        string configFile = Path.Combine(path, ConfigFile);
        if (!File.Exists(configFile)) throw new BadInputException($"{path} is no checkpoint: it has no {ConfigFile}.");
        var (config, vocabulary) = CheckpointConfig.Read(configFile, File.ReadAllBytes(configFile));
        ParameterSet parameters = ParameterSet.Zeros(config);
        LoadTensors(Path.Combine(path, WeightsFile), parameters);
        string metrics = Path.Combine(path, MetricsFile);
        return new Checkpoint(parameters, vocabulary) { Metrics = File.Exists(metrics) ? File.ReadAllText(metrics) : null };
    }

    /// <summary>Writes a set of tensors (weights, or an optimiser's moments, which have the same layout) as one safetensors file.</summary>
    public static void SaveTensors(string file, ParameterSet parameters)
    {
        using FileStream stream = File.Create(file);
        SafetensorsWriter.Write(
            stream,
            [.. parameters.Tensors.Select(tensor => (tensor.Name, tensor.Shape))],
            name => parameters[name],
            new Dictionary<string, string> { ["format"] = "pt" }); // what readers of Hugging Face checkpoints look for
    }

    /// <summary>Reads every tensor of a set from a safetensors file.</summary>
    /// <exception cref="BadInputException">The file is missing, or a tensor is missing, superfluous or of another shape.</exception>
    /// <exception cref="CheckpointDamagedException">The file is damaged, or a weight is not a finite number.</exception>
    public static void LoadTensors(string file, ParameterSet parameters)
    {
        if (!File.Exists(file)) throw new BadInputException($"{file} does not exist; a checkpoint needs it.");
        using SafetensorsReader reader = SafetensorsReader.Open(file);
        Dictionary<string, SafetensorsTensor> found = reader.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (ParameterTensor wanted in parameters.Tensors)
        {
            if (!found.Remove(wanted.Name, out SafetensorsTensor? tensor))
                throw new BadInputException($"{file} lacks the tensor '{wanted.Name}' that {ConfigFile} asks for.");
            if (!tensor.Shape.AsSpan().SequenceEqual(wanted.Shape.AsSpan()))
                throw new BadInputException($"{file} has '{wanted.Name}' as [{Text(tensor.Shape)}]; {ConfigFile} asks for [{Text(wanted.Shape)}].");
            Span<float> values = parameters[wanted.Name];
            reader.Read(tensor, values);
            CheckFinite(file, tensor, values);
        }

        if (found.Count > 0) throw new BadInputException($"{file} has the tensor '{found.Keys.Min(StringComparer.Ordinal)}', which this decoder does not have.");
    }

    private static void CheckFinite(string file, SafetensorsTensor tensor, ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            throw new CheckpointDamagedException(
                file, tensor.Offset + (long)i * SafetensorsTensor.SizeOf(tensor.Type), $"'{tensor.Name}' has the value {values[i]} at {i}", "Nothing was loaded");
        }
    }

    private static string Text(ImmutableArray<int> shape) => string.Join(", ", shape);
}
