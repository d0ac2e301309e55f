using System.Collections.Frozen;
using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>All trainable numbers of a decoder, or their gradients: one buffer, cut into named tensors.</summary>
/// <remarks>The order of the tensors follows the flow of a token, so matrices that share an input (q, k, v; gate, up) are neighbours and act as one.
/// Names are those of Hugging Face, so the norm before the feed-forward is called after attention in most families, but not in Gemma.</remarks>
public sealed class ParameterSet
{
    /// <summary>Standard deviation of fresh weights: that of Radford et al. 2019, section 2.3.</summary>
    public const double DefaultDeviation = 0.02;

    private readonly FrozenDictionary<string, ParameterTensor> _byName;

    private ParameterSet(DecoderConfig config)
    {
        config.Validate();
        Config = config;
        Tensors = Layout(config);
        _byName = Tensors.ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        Buffer = new(Tensors[^1].Offset + Tensors[^1].Length);
    }

    /// <summary>The shape.</summary>
    public DecoderConfig Config { get; }

    /// <summary>The tensors in the order of the buffer, without gaps.</summary>
    public ImmutableArray<ParameterTensor> Tensors { get; }

    /// <summary>Every number.</summary>
    public Span<float> Values => Buffer.Span;

    /// <summary>The memory behind <see cref="Values"/>.</summary>
    internal AlignedBuffer Buffer { get; }

    /// <summary>The numbers of one tensor, row-major.</summary>
    /// <param name="name">As Hugging Face's Llama names it.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public Span<float> this[string name]
    {
        get
        {
            ParameterTensor tensor = Tensor(name);
            return Values.Slice(tensor.Offset, tensor.Length);
        }
    }

    /// <summary>Where one tensor stands.</summary>
    /// <param name="name">As Hugging Face's Llama names it.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public ParameterTensor Tensor(string name) => _byName.TryGetValue(name, out ParameterTensor? tensor)
        ? tensor
        : throw new KeyNotFoundException($"This decoder has no tensor '{name}'.");

    /// <summary>A set of zeros.</summary>
    /// <exception cref="Core.Errors.BadInputException">The shape is not possible.</exception>
    public static ParameterSet Zeros(DecoderConfig config) => new(config);

    /// <summary>
    /// Fresh weights: normal with standard deviation <paramref name="deviation"/>, divided by √(2 · layers) for the matrices that write into
    /// the residual stream (Radford et al. 2019, section 2.3); gains 1 (with the offset that the shape adds), biases 0.
    /// </summary>
    /// <param name="config">The shape.</param>
    /// <param name="stream">Where the draws come from; each tensor has its own by name.</param>
    /// <param name="deviation">Standard deviation, above 0.</param>
    /// <exception cref="Core.Errors.BadInputException">The shape is not possible.</exception>
    public static ParameterSet Initialise(DecoderConfig config, RandomStream stream, double deviation = DefaultDeviation)
    {
        ParameterSet set = new(config);
        foreach (ParameterTensor tensor in set.Tensors)
        {
            Span<float> values = set.Values.Slice(tensor.Offset, tensor.Length);
            if (tensor.Shape.Length == 1) values.Fill(tensor.Name.EndsWith(".bias", StringComparison.Ordinal) ? 0 : (float)(1 - config.GainOffset));
            else FillNormal(values, stream.For(tensor.Name), WritesResidual(tensor.Name) ? deviation / Math.Sqrt(2.0 * config.Layers) : deviation);
        }

        return set;
    }

    /// <summary>Copies every number from a set of the same shape.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public void CopyFrom(ParameterSet other)
    {
        if (other.Values.Length != Values.Length)
            throw new ArgumentException($"The other set has {other.Values.Length} numbers, this one {Values.Length}.", nameof(other));
        other.Values.CopyTo(Values);
    }

    private static bool WritesResidual(string name) =>
        name.EndsWith(".o_proj.weight", StringComparison.Ordinal) || name.EndsWith(".down_proj.weight", StringComparison.Ordinal);

    // Box–Muller over our own logarithm and sine: the same bits on every platform.
    private static void FillNormal(Span<float> values, RandomStream stream, double deviation)
    {
        Draws draws = stream.At(0);
        for (int i = 0; i < values.Length; i += 2)
        {
            double radius = deviation * Math.Sqrt(-2 * Elementary.Log(1 - draws.NextUniform()));
            var (sin, cos) = Elementary.SinCos(2 * Math.PI * draws.NextUniform());
            values[i] = (float)(radius * cos);
            if (i + 1 < values.Length) values[i + 1] = (float)(radius * sin);
        }
    }

    private static ImmutableArray<ParameterTensor> Layout(DecoderConfig config)
    {
        var tensors = ImmutableArray.CreateBuilder<ParameterTensor>();
        int offset = 0, width = config.Width, hidden = config.HiddenSize;
        Add("model.embed_tokens.weight", config.VocabularySize, width);
        for (int layer = 0; layer < config.Layers; layer++)
        {
            string prefix = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"model.layers.{layer}.");
            Add(prefix + "input_layernorm.weight", width);
            Add(prefix + "self_attn.q_proj.weight", config.QuerySize, width);
            Add(prefix + "self_attn.k_proj.weight", config.KeyValueSize, width);
            Add(prefix + "self_attn.v_proj.weight", config.KeyValueSize, width);
            if (config.AttentionBias)
            {
                Add(prefix + "self_attn.q_proj.bias", config.QuerySize);
                Add(prefix + "self_attn.k_proj.bias", config.KeyValueSize);
                Add(prefix + "self_attn.v_proj.bias", config.KeyValueSize);
            }

            if (config.NormaliseHeads)
            {
                Add(prefix + "self_attn.q_norm.weight", config.HeadSize);
                Add(prefix + "self_attn.k_norm.weight", config.HeadSize);
            }

            Add(prefix + "self_attn.o_proj.weight", width, config.QuerySize);
            Add(prefix + "post_attention_layernorm.weight", width);
            if (config.NormaliseBranches) Add(prefix + "pre_feedforward_layernorm.weight", width);
            Add(prefix + "mlp.gate_proj.weight", hidden, width);
            Add(prefix + "mlp.up_proj.weight", hidden, width);
            Add(prefix + "mlp.down_proj.weight", width, hidden);
            if (config.NormaliseBranches) Add(prefix + "post_feedforward_layernorm.weight", width);
        }

        Add("model.norm.weight", width);
        if (!config.TieEmbeddings) Add("lm_head.weight", config.VocabularySize, width);
        return tensors.ToImmutable();

        void Add(string name, params int[] shape)
        {
            ParameterTensor tensor = new(name, [.. shape], offset);
            tensors.Add(tensor);
            offset += tensor.Length;
        }
    }
}
