using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>L = Σ l / Σ mask: every token counts the same. Source: DAPO (arXiv 2503.14476), section 3.3; the default of verl.</summary>
public sealed class TokenMean : IAggregator
{
    /// <inheritdoc/>
    public string Name => "token-mean";

    /// <inheritdoc/>
    public void Coefficients(RolloutBatch batch, Span<double> coefficients)
    {
        ReadOnlySpan<bool> mask = batch.Mask;
        double share = batch.Counted == 0 ? 0 : 1.0 / batch.Counted;
        for (int i = 0; i < mask.Length; i++) coefficients[i] = mask[i] ? share : 0;
    }
}
