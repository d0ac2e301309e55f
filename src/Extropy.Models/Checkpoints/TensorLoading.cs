using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>Fills a set of parameters from one safetensors file or several, and refuses what is missing, superfluous or of another shape.</summary>
/// <param name="parameters">Receives the tensors.</param>
internal sealed class TensorLoading(ParameterSet parameters)
{
    private const string Config = "config.json";

    private readonly Dictionary<string, ParameterTensor> _missing = parameters.Tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);

    /// <summary>Reads every tensor of one file.</summary>
    /// <exception cref="BadInputException">The file is missing, or a tensor does not belong there.</exception>
    /// <exception cref="CheckpointDamagedException">The file is damaged, or a weight is not a finite number.</exception>
    public void Read(string file)
    {
        if (!File.Exists(file)) throw new BadInputException($"{file} does not exist; a checkpoint needs it.");
        using SafetensorsReader reader = SafetensorsReader.Open(file);
        foreach (SafetensorsTensor tensor in reader.Tensors)
        {
            if (!_missing.Remove(tensor.Name, out ParameterTensor? wanted))
            {
                if (IsNeedless(tensor.Name)) continue;
                throw new BadInputException($"{file} has the tensor '{tensor.Name}', which this decoder does not have or has read already.");
            }

            if (!tensor.Shape.AsSpan().SequenceEqual(wanted.Shape.AsSpan()))
                throw new BadInputException($"{file} has '{wanted.Name}' as [{Text(tensor.Shape)}]; {Config} asks for [{Text(wanted.Shape)}].");
            Span<float> values = parameters[wanted.Name];
            reader.Read(tensor, values);
            CheckFinite(file, tensor, values);
        }
    }

    /// <summary>Refuses to end while a tensor is missing.</summary>
    /// <param name="where">The file, or the folder, that lacks it.</param>
    /// <exception cref="BadInputException">One is.</exception>
    public void End(string where)
    {
        foreach (ParameterTensor wanted in parameters.Tensors)
            if (_missing.ContainsKey(wanted.Name)) throw new BadInputException($"{where} lacks the tensor '{wanted.Name}' that {Config} asks for.");
    }

    // What a checkpoint may carry and this decoder computes by itself: a copy of tied embeddings, and frequencies of old Llama files.
    private bool IsNeedless(string name) =>
        (parameters.Config.TieEmbeddings && name == "lm_head.weight") || name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal);

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
