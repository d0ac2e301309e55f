using Extropy.Models.Parallelism;

namespace Extropy.Models.Decoding;

/// <summary>A decoder that a trainer can improve: logits forward, gradients backward. The trainer owns loss and optimiser.</summary>
/// <remarks>Not thread-safe. A step is <see cref="ZeroGradients"/>, any number of <see cref="Forward"/> and <see cref="Backward"/> pairs whose
/// gradients add up, a change of <see cref="Parameters"/>, and <see cref="ParametersChanged"/>.</remarks>
public interface ITrainableDecoder
{
    /// <summary>The shape.</summary>
    DecoderConfig Config { get; }

    /// <summary>What is trained. After changing it call <see cref="ParametersChanged"/>.</summary>
    ParameterSet Parameters { get; }

    /// <summary>∂L/∂parameters, in the same layout.</summary>
    ParameterSet Gradients { get; }

    /// <summary>The threads that compute, lent to the loss and the optimiser between two calls; the decoder ends them.</summary>
    WorkCrew Crew => WorkCrew.Alone;

    /// <summary>Computes the logits of every token of a batch and keeps what the way back needs.</summary>
    /// <param name="batch">Its memory must stay unchanged until <see cref="Backward"/> has returned.</param>
    /// <param name="logits">Receives shape [N, vocabulary].</param>
    /// <exception cref="ArgumentException">The batch is malformed, or the logits do not fit.</exception>
    void Forward(PackedBatch batch, Span<float> logits);

    /// <summary>Adds the gradients of the last <see cref="Forward"/> into <see cref="Gradients"/>. Once per forward.</summary>
    /// <param name="logitGradients">∂L/∂logits, shape [N, vocabulary].</param>
    /// <exception cref="ArgumentException">The shape is another than that of the last forward.</exception>
    /// <exception cref="InvalidOperationException">No forward came before.</exception>
    void Backward(ReadOnlySpan<float> logitGradients);

    /// <summary>Sets every gradient to 0.</summary>
    void ZeroGradients();

    /// <summary>Takes over changed parameters.</summary>
    void ParametersChanged();
}
