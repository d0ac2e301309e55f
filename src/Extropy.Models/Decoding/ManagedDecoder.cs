using System.Numerics.Tensors;
using Extropy.Models.Kernels;
using Extropy.Models.Parallelism;

namespace Extropy.Models.Decoding;

/// <summary>A trainable decoder on the processor, without a native library.</summary>
/// <remarks>
/// A batch is cut into parts of whole sequences, of about equal numbers of tokens: one for every <see cref="TokensPerPart"/>, at most
/// <see cref="MaxParts"/>. Each has gradients of its own, and they are added in the order of the parts, so no bit depends on the number of threads. Logits are to the bit those of <see cref="DecoderPass"/>. Nothing
/// is allocated once the largest batch has been seen. Memory: about 20 KiB a token for a width of 128 and four layers, and 4 times the
/// parameters plus once for every part that a batch has had, at most <see cref="MaxParts"/>.
/// </remarks>
public sealed unsafe class ManagedDecoder : ITrainableDecoder, IDisposable
{
    /// <summary>The most parts of a batch, and so the most threads that can help.</summary>
    public const int MaxParts = 8;

    /// <summary>Tokens of a batch for each part: enough that joining the gradients does not show.</summary>
    public const int TokensPerPart = 512;

    private const int SumBlock = 16_384; // gradients added in one go, a slice of every part that fits the cache

    private readonly int _tokensPerPart;
    private readonly DecoderWeights _weights;
    private readonly BackwardWeights _backward;
    private readonly ParameterPlaces _places;
    private readonly KernelSet _kernels;
    private readonly TrainingPart[] _parts = new TrainingPart[MaxParts];
    private readonly int[] _firstSequence = new int[MaxParts + 1];
    private PackedBatch? _batch;
    private int _used; // parts of the last batch

    /// <param name="parameters">What is trained; the decoder keeps it.</param>
    /// <param name="degreeOfParallelism">Threads; more than <see cref="MaxParts"/> do not help.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one thread.</exception>
    public ManagedDecoder(ParameterSet parameters, int degreeOfParallelism)
        : this(parameters, degreeOfParallelism, KernelSet.Default)
    {
    }

    internal ManagedDecoder(ParameterSet parameters, int degreeOfParallelism, KernelSet kernels, int tokensPerPart = TokensPerPart)
    {
        _tokensPerPart = tokensPerPart;
        ArgumentOutOfRangeException.ThrowIfLessThan(degreeOfParallelism, 1);
        Parameters = parameters;
        Gradients = ParameterSet.Zeros(parameters.Config);
        Crew = new(Math.Min(degreeOfParallelism, MaxParts));
        _weights = DecoderWeights.Pack(parameters);
        _places = new(parameters);
        _backward = new(parameters.Config);
        ParametersChanged();
        _kernels = kernels;
    }

    /// <inheritdoc/>
    public DecoderConfig Config => Parameters.Config;

    /// <inheritdoc/>
    public ParameterSet Parameters { get; }

    /// <inheritdoc/>
    public ParameterSet Gradients { get; }

    /// <inheritdoc/>
    public WorkCrew Crew { get; }

    /// <summary>The parameters packed for <see cref="DecoderPass"/>, renewed by <see cref="ParametersChanged"/>: generate with what is being trained.</summary>
    public DecoderWeights Weights => _weights;

    /// <summary>Bytes that a decoder takes beside its parameters once it has seen passes of a size: packed weights, gradients, activations, keys and values.</summary>
    /// <param name="config">Its shape.</param>
    /// <param name="positions">Most positions of a pass.</param>
    /// <param name="rowTokens">Length of a usual row: parts differ by about one.</param>
    /// <param name="isTrained">Whether anything goes back through it.</param>
    public static long Bytes(DecoderConfig config, int positions, int rowTokens, bool isTrained = true)
    {
        (int parts, int rows, int sequences) = Sizes(positions, rowTokens);
        long fixedFloats = config.PackedCount + 2 * config.ParameterCount; // forward, backward, gradients
        return sizeof(float) * fixedFloats + parts * TrainingPart.Bytes(config, rows, sequences, isTrained);
    }

    /// <summary>Bytes of activations, keys and values that one position of a pass takes.</summary>
    public static long BytesPerPosition(DecoderConfig config) => TrainingPart.BytesPerRow(config);

    /// <summary>Makes room at once for passes of a size: <see cref="Bytes"/>. Larger passes still grow.</summary>
    /// <param name="positions">Most positions of a pass.</param>
    /// <param name="rowTokens">Length of a usual row.</param>
    public void Reserve(int positions, int rowTokens)
    {
        (int parts, int rows, int sequences) = Sizes(positions, rowTokens);
        Make(parts);
        for (int i = 0; i < parts; i++) _parts[i].Reserve(rows, sequences);
    }

    /// <inheritdoc/>
    public void Forward(PackedBatch batch, Span<float> logits)
    {
        batch.Validate(Config);
        if (logits.Length < (long)batch.TokenCount * Config.VocabularySize)
            throw new ArgumentException($"{batch.TokenCount} rows of {Config.VocabularySize} logits do not fit {logits.Length} places.", nameof(logits));
        Cut(batch.RowStart.Span);
        _batch = batch;
        Crew.Run(_used, 1, new ForwardParts(this, batch, logits));
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<float> logitGradients)
    {
        if (_batch is not { } batch) throw new InvalidOperationException("Backward needs a forward pass before it, and only one backward follows each.");
        if (logitGradients.Length != (long)batch.TokenCount * Config.VocabularySize)
        {
            throw new ArgumentException(
                $"{logitGradients.Length} gradients were given for {batch.TokenCount} rows of {Config.VocabularySize} logits.", nameof(logitGradients));
        }

        Crew.Run(_used, 1, new BackwardParts(this, batch, logitGradients));
        Crew.Run(Gradients.Values.Length, SumBlock, new GradientSums(this));
        _batch = null;
    }

    /// <inheritdoc/>
    public void ZeroGradients() => Crew.Run(Gradients.Values.Length, SumBlock, new Zeroing(Gradients));

    /// <inheritdoc/>
    public void ParametersChanged() => Crew.Run(Config.Layers + 1, 1, new Packing(this));

    /// <summary>Ends the threads.</summary>
    public void Dispose() => Crew.Dispose();

    private void Make(int parts)
    {
        for (int i = 0; i < parts; i++) _parts[i] ??= new(Config, _kernels, _weights, _backward, _places, Parameters.Values.Length);
    }

    private static (int Parts, int Rows, int Sequences) Sizes(int positions, int rowTokens)
    {
        int parts = Math.Clamp(positions / TokensPerPart, 1, MaxParts);
        int rows = Math.Min(positions, positions / parts + 2 * rowTokens);
        return (parts, rows, rows / Math.Max(1, rowTokens) + 1);
    }

    // A sequence belongs to the part in which its middle token lies.
    private void Cut(ReadOnlySpan<int> starts)
    {
        int tokens = starts[^1], part = 0;
        _used = Math.Clamp(tokens / _tokensPerPart, 1, MaxParts);
        Make(_used);
        _firstSequence[0] = 0;
        for (int b = 0; b + 1 < starts.Length; b++)
        {
            long owner = ((long)starts[b] + starts[b + 1]) * _used / (2L * tokens);
            while (part < owner) _firstSequence[++part] = b;
        }

        while (part < _used) _firstSequence[++part] = starts.Length - 1;
    }

    private ReadOnlySpan<int> StartsOf(PackedBatch batch, int part) =>
        batch.RowStart.Span[_firstSequence[part]..(_firstSequence[part + 1] + 1)];

    private readonly ref struct ForwardParts(ManagedDecoder decoder, PackedBatch batch, Span<float> logits) : IBlockWork
    {
        private readonly Span<float> _logits = logits;

        public void Do(int start, int count)
        {
            ReadOnlySpan<int> starts = decoder.StartsOf(batch, start), tokens = batch.Tokens.Span[starts[0]..starts[^1]];
            fixed (float* pointer = _logits) decoder._parts[start].Forward(tokens, starts, pointer + (nint)starts[0] * decoder.Config.VocabularySize);
        }
    }

    private readonly ref struct BackwardParts(ManagedDecoder decoder, PackedBatch batch, ReadOnlySpan<float> logitGradients) : IBlockWork
    {
        private readonly ReadOnlySpan<float> _slopes = logitGradients;

        public void Do(int start, int count)
        {
            ReadOnlySpan<int> starts = decoder.StartsOf(batch, start), tokens = batch.Tokens.Span[starts[0]..starts[^1]];
            fixed (float* pointer = _slopes) decoder._parts[start].Backward(tokens, pointer + (nint)starts[0] * decoder.Config.VocabularySize);
        }
    }

    // Parts are joined in their order before they meet what the gradients held, so equal batches add equal amounts.
    private readonly struct GradientSums(ManagedDecoder decoder) : IBlockWork
    {
        public void Do(int start, int count)
        {
            Span<float> sum = default;
            foreach (TrainingPart part in decoder._parts.AsSpan(0, decoder._used))
            {
                if (!part.HasRows) continue;
                Span<float> own = part.Gradients.Span.Slice(start, count);
                if (sum.IsEmpty) sum = own;
                else TensorPrimitives.Add(sum, own, sum);
            }

            Span<float> gradients = decoder.Gradients.Values.Slice(start, count);
            if (!sum.IsEmpty) TensorPrimitives.Add(gradients, sum, gradients);
        }
    }

    private readonly struct Zeroing(ParameterSet gradients) : IBlockWork
    {
        public void Do(int start, int count) => gradients.Values.Slice(start, count).Clear();
    }

    // Item i is layer i; the last is what lies outside the layers.
    private readonly struct Packing(ManagedDecoder decoder) : IBlockWork
    {
        public void Do(int start, int count)
        {
            decoder._weights.RefreshSection(decoder.Parameters, start);
            decoder._backward.RefreshSection(decoder.Parameters, decoder._places, start);
        }
    }
}
