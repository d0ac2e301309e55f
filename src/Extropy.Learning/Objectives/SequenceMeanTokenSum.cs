using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>L = mean over rollouts with a counted token of Σ l: the plain policy gradient, whose size grows with length.</summary>
public sealed class SequenceMeanTokenSum : IAggregator
{
    /// <inheritdoc/>
    public string Name => "seq-mean-token-sum";

    /// <inheritdoc/>
    public void Coefficients(RolloutBatch batch, Span<double> coefficients)
    {
        int rows = CountedTokens.Rows(batch);
        for (int row = 0; row < batch.Rows; row++) CountedTokens.Fill(batch, row, rows == 0 ? 0 : 1.0 / rows, coefficients);
    }
}
