using Extropy.Models.Decoding;

namespace Extropy.Learning.Tests.Doubles;

/// <summary>Another decoder that also adds up the gradients of all steps, each of which clears those of the one before.</summary>
internal sealed class SummingDecoder(ITrainableDecoder inner) : ITrainableDecoder
{
    private readonly double[] _sums = new double[inner.Gradients.Values.Length];

    public DecoderConfig Config => inner.Config;

    public ParameterSet Parameters => inner.Parameters;

    public ParameterSet Gradients => inner.Gradients;

    /// <summary>Σ ∂L/∂θ over the steps so far; a call adds the last one's, so it belongs at the end.</summary>
    public double[] Total()
    {
        ZeroGradients();
        return _sums;
    }

    public void Forward(PackedBatch batch, Span<float> logits) => inner.Forward(batch, logits);

    public void Backward(ReadOnlySpan<float> logitGradients) => inner.Backward(logitGradients);

    public void ZeroGradients()
    {
        for (int i = 0; i < _sums.Length; i++) _sums[i] += inner.Gradients.Values[i];
        inner.ZeroGradients();
    }

    public void ParametersChanged() => inner.ParametersChanged();
}
