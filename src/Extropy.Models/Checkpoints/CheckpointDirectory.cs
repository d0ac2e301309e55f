using System.Text;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>
/// A checkpoint on disk in the layout of Hugging Face: <c>config.json</c> with the keys of its family, the weights as one safetensors file or
/// several with an index, and, optionally, <c>metrics.json</c>. Saving replaces the whole directory at once.
/// </summary>
/// <remarks>Families: <c>llama</c>, <c>qwen2</c>, <c>qwen3</c>, <c>gemma3_text</c>. What they ask for and this decoder does not compute is refused.</remarks>
public static class CheckpointDirectory
{
    private const string ConfigFile = "config.json";
    private const string MetricsFile = "metrics.json";

    private static readonly string[] Companions =
        ["tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt",
         "generation_config.json", "chat_template.jinja", "LICENSE", "LICENSE.txt", "NOTICE"];

    /// <summary>Saves a checkpoint. The same checkpoint gives the same bytes.</summary>
    /// <param name="path">The directory; what it held before stays until the new one is whole.</param>
    /// <param name="checkpoint">What to save.</param>
    /// <param name="writeMore">Writes further files into the folder it is given, such as an optimiser's state; or null.</param>
    /// <param name="options">Type and size of the files; default when null.</param>
    /// <exception cref="ExtropyException">The disk is full or refuses; the old checkpoint is as it was.</exception>
    /// <exception cref="BadInputException">No family has this shape, or an option is out of range.</exception>
    public static void Save(string path, Checkpoint checkpoint, Action<string>? writeMore = null, CheckpointSaveOptions? options = null)
    {
        options ??= new();
        options.Validate();
        ParameterSet parameters = checkpoint.Parameters;
        string config = CheckpointConfig.Write(parameters.Config, checkpoint.Vocabulary, options.Type, checkpoint.SourceConfig);
        AtomicDirectory.Replace(path, folder =>
        {
            File.WriteAllText(Path.Combine(folder, ConfigFile), config);
            if (checkpoint.Metrics is { } metrics) File.WriteAllText(Path.Combine(folder, MetricsFile), metrics);
            WeightFiles.Write(folder, parameters, options);
            writeMore?.Invoke(folder);
        });
    }

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="options">Limits; default when null.</param>
    /// <exception cref="BadInputException">No checkpoint there, or one that this decoder does not compute or this machine cannot hold.</exception>
    /// <exception cref="CheckpointDamagedException">A file is damaged.</exception>
    public static Checkpoint Load(string path, CheckpointLoadOptions? options = null)
    {
        options ??= new();
        options.Validate();
        var (config, vocabulary, text) = ReadConfig(path);
        if (options.MostContext > 0 && options.MostContext < config.ContextLength) config = config with { ContextLength = options.MostContext };
        ModelMemory.Check(path, config, options.MostBytes);
        ParameterSet parameters = ParameterSet.Zeros(config);
        WeightFiles.Read(path, parameters);
        string metrics = Path.Combine(path, MetricsFile);
        return new Checkpoint(parameters, vocabulary)
        {
            Metrics = File.Exists(metrics) ? File.ReadAllText(metrics) : null,
            SourceConfig = Encoding.UTF8.GetString(text),
        };
    }

    /// <summary>The shape of a checkpoint, without its weights.</summary>
    /// <exception cref="BadInputException">No checkpoint there, or one that this decoder does not compute.</exception>
    /// <exception cref="CheckpointDamagedException">Its config.json is damaged.</exception>
    public static DecoderConfig Shape(string path) => ReadConfig(path).Config;

    /// <summary>Copies what stands beside the weights and belongs to them: tokenizer, generation settings, licence. Missing files are passed over.</summary>
    /// <param name="from">A checkpoint's directory.</param>
    /// <param name="into">Another, or the folder that <see cref="Save"/> hands out.</param>
    public static void CopyCompanions(string from, string into)
    {
        foreach (string name in Companions)
        {
            string file = Path.Combine(from, name);
            if (File.Exists(file)) File.Copy(file, Path.Combine(into, name), overwrite: true);
        }
    }

    /// <summary>Writes a set of tensors (weights, or an optimiser's moments, which have the same layout) as one safetensors file.</summary>
    public static void SaveTensors(string file, ParameterSet parameters) =>
        WeightFiles.WriteFile(file, parameters.Tensors, parameters, SafetensorsType.F32);

    /// <summary>Reads every tensor of a set from a safetensors file.</summary>
    /// <exception cref="BadInputException">The file is missing, or a tensor is missing, superfluous or of another shape.</exception>
    /// <exception cref="CheckpointDamagedException">The file is damaged, or a weight is not a finite number.</exception>
    public static void LoadTensors(string file, ParameterSet parameters)
    {
        TensorLoading loading = new(parameters);
        loading.Read(file);
        loading.End(file);
    }

    private static (DecoderConfig Config, string Vocabulary, byte[] Text) ReadConfig(string path)
    {
        AtomicDirectory.Recover(path);
        string file = Path.Combine(path, ConfigFile);
        if (!File.Exists(file)) throw new BadInputException($"{path} is no checkpoint: it has no {ConfigFile}.");
        byte[] text = File.ReadAllBytes(file);
        var (config, vocabulary) = CheckpointConfig.Read(file, text);
        return (config, vocabulary, text);
    }
}
