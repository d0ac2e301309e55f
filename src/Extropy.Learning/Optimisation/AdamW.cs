using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Extropy.Models.Decoding;
using Extropy.Models.Parallelism;

namespace Extropy.Learning.Optimisation;

/// <summary>
/// Adam with decoupled weight decay: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η(m̂ / (√v̂ + ε) + λθ) with m̂ = m/(1 − β₁ᵗ) and
/// v̂ = v/(1 − β₂ᵗ). Source: Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2.
/// </summary>
/// <remarks>
/// Every element is computed by itself from exact operations, so the bits depend neither on the instruction set, nor on the number of threads,
/// nor on where a range begins. The state is <see cref="Mean"/>, <see cref="Square"/> and <see cref="Step"/>; whoever stores the three can go on
/// later. No allocation after construction; one pass over four arrays, less than a hundredth of a training step.
/// </remarks>
public sealed class AdamW
{
    private const int Lanes = 16;
    private const int Block = 16_384; // numbers that a thread takes at a time

    private readonly float[] _mean;
    private readonly float[] _square;

    /// <summary>An optimiser at step 0.</summary>
    /// <param name="count">How many parameters.</param>
    /// <param name="options">Valid options.</param>
    public AdamW(int count, AdamWOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        options.Validate();
        Options = options;
        _mean = new float[count];
        _square = new float[count];
    }

    /// <summary>The settings.</summary>
    public AdamWOptions Options { get; }

    /// <summary>t, how many updates have been made.</summary>
    public long Step { get; private set; }

    /// <summary>m, shape [count]: the running mean of gradients.</summary>
    public Span<float> Mean => _mean;

    /// <summary>v, shape [count]: the running mean of squared gradients.</summary>
    public Span<float> Square => _square;

    /// <summary>Continues where stored moments left off.</summary>
    /// <param name="step">t of the stored state.</param>
    public void Restore(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        Step = step;
    }

    /// <summary>A whole step: every parameter of a decoder moves, on the decoder's threads, and the decoder is told. Matrices decay, gains do not.</summary>
    /// <param name="decoder">Its gradients are read, its parameters changed.</param>
    /// <param name="gradientScale">What g is multiplied with first: the factor of gradient clipping.</param>
    /// <param name="learningRate">η.</param>
    /// <exception cref="ArgumentException">The decoder has another number of parameters.</exception>
    public void Update(ITrainableDecoder decoder, double gradientScale, double learningRate)
    {
        int count = decoder.Parameters.Values.Length;
        if (count != _mean.Length)
            throw new ArgumentException($"The decoder has {count} parameters, the optimiser's state {_mean.Length}.", nameof(decoder));
        Advance();
        decoder.Crew.Run(count, Block, new Blocks(this, decoder.Parameters, decoder.Gradients, gradientScale, learningRate));
        decoder.ParametersChanged();
    }

    /// <summary>Begins update t + 1: call once, then Update for every range of parameters.</summary>
    public void Advance() => Step++;

    /// <summary>Updates one range of parameters with the gradients of this step.</summary>
    /// <param name="offset">Where the range begins in the state.</param>
    /// <param name="parameters">θ of the range, shape [n]; changed in place.</param>
    /// <param name="gradients">g of the range, shape [n].</param>
    /// <param name="gradientScale">What g is multiplied with first: the factor of gradient clipping.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="decays">Whether λ applies.</param>
    public void Update(
        int offset, Span<float> parameters, ReadOnlySpan<float> gradients, double gradientScale, double learningRate, bool decays = true)
    {
        if (Step == 0) throw new InvalidOperationException("Advance() must be called before the first update.");
        if (gradients.Length != parameters.Length)
            throw new ArgumentException($"{gradients.Length} gradients for {parameters.Length} parameters.", nameof(gradients));
        Update(offset, parameters, gradients, new Constants(this, gradientScale, learningRate, decays));
    }

    private void Update(int offset, Span<float> parameters, ReadOnlySpan<float> gradients, in Constants constants)
    {
        int count = parameters.Length;
        Span<float> mean = _mean.AsSpan(offset, count), square = _square.AsSpan(offset, count);
        int whole = count - count % Lanes;
        for (int i = 0; i < whole; i += Lanes) UpdateLanes(parameters[i..], gradients[i..], mean[i..], square[i..], constants);
        if (whole == count) return;

        Span<float> tail = stackalloc float[4 * Lanes];
        tail.Clear();
        Span<float> tailParameters = tail[..Lanes], tailGradients = tail[Lanes..(2 * Lanes)];
        Span<float> tailMean = tail[(2 * Lanes)..(3 * Lanes)], tailSquare = tail[(3 * Lanes)..];
        int left = count - whole;
        parameters[whole..].CopyTo(tailParameters);
        gradients[whole..].CopyTo(tailGradients);
        mean[whole..].CopyTo(tailMean);
        square[whole..].CopyTo(tailSquare);
        UpdateLanes(tailParameters, tailGradients, tailMean, tailSquare, constants);
        tailParameters[..left].CopyTo(parameters[whole..]);
        tailMean[..left].CopyTo(mean[whole..]);
        tailSquare[..left].CopyTo(square[whole..]);
    }

    private static void UpdateLanes(
        Span<float> parameters, ReadOnlySpan<float> gradients, Span<float> mean, Span<float> square, in Constants constants)
    {
        Vector512<float> g = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(gradients)) * constants.GradientScale;
        ref float theta = ref MemoryMarshal.GetReference(parameters);
        ref float m = ref MemoryMarshal.GetReference(mean);
        ref float v = ref MemoryMarshal.GetReference(square);

        Vector512<float> first = Vector512.FusedMultiplyAdd(constants.Beta1, Vector512.LoadUnsafe(ref m), constants.OneMinusBeta1 * g);
        Vector512<float> second = Vector512.FusedMultiplyAdd(constants.Beta2, Vector512.LoadUnsafe(ref v), constants.OneMinusBeta2 * g * g);
        Vector512<float> root = Vector512.FusedMultiplyAdd(Vector512.Sqrt(second), constants.RootCorrection, constants.Epsilon);
        Vector512<float> kept = Vector512.LoadUnsafe(ref theta) * constants.Kept;
        (kept - constants.Rate * first / root).StoreUnsafe(ref theta);
        first.StoreUnsafe(ref m);
        second.StoreUnsafe(ref v);
    }

    /// <summary>βᵗ by repeated squaring: the library's power function differs between platforms in the last bit.</summary>
    private static double Power(double beta, long t)
    {
        double power = 1;
        for (; t > 0; t >>= 1, beta *= beta)
            if ((t & 1) == 1) power *= beta;
        return power;
    }

    /// <summary>What is the same for all parameters of a range: η̂ = η/(1 − β₁ᵗ), 1/√(1 − β₂ᵗ) and 1 − ηλ, rounded once.</summary>
    private readonly struct Constants(AdamW optimiser, double gradientScale, double learningRate, bool decays)
    {
        public readonly Vector512<float> GradientScale = Vector512.Create((float)gradientScale);
        public readonly Vector512<float> Beta1 = Vector512.Create((float)optimiser.Options.Beta1);
        public readonly Vector512<float> Beta2 = Vector512.Create((float)optimiser.Options.Beta2);
        public readonly Vector512<float> OneMinusBeta1 = Vector512.Create((float)(1 - optimiser.Options.Beta1));
        public readonly Vector512<float> OneMinusBeta2 = Vector512.Create((float)(1 - optimiser.Options.Beta2));
        public readonly Vector512<float> Epsilon = Vector512.Create((float)optimiser.Options.Epsilon);
        public readonly Vector512<float> Rate = Vector512.Create((float)(learningRate / (1 - Power(optimiser.Options.Beta1, optimiser.Step))));
        public readonly Vector512<float> RootCorrection =
            Vector512.Create((float)(1 / Math.Sqrt(1 - Power(optimiser.Options.Beta2, optimiser.Step))));
        public readonly Vector512<float> Kept = Vector512.Create((float)(decays ? 1 - learningRate * optimiser.Options.WeightDecay : 1));
    }

    // A block of the buffer, tensor by tensor.
    private readonly struct Blocks(AdamW optimiser, ParameterSet parameters, ParameterSet gradients, double gradientScale, double learningRate)
        : IBlockWork
    {
        private readonly Constants _decaying = new(optimiser, gradientScale, learningRate, decays: true);
        private readonly Constants _kept = new(optimiser, gradientScale, learningRate, decays: false);

        public void Do(int start, int count)
        {
            foreach (ParameterTensor tensor in parameters.Tensors)
            {
                int from = Math.Max(start, tensor.Offset), length = Math.Min(start + count, tensor.Offset + tensor.Length) - from;
                if (length <= 0) continue;
                optimiser.Update(
                    from, parameters.Values.Slice(from, length), gradients.Values.Slice(from, length),
                    tensor.Shape.Length > 1 ? _decaying : _kept);
            }
        }
    }
}
