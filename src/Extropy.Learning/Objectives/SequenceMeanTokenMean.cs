using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>
/// L = mean over rollouts with a counted token of (Σ l / |o|): every rollout counts the same, a token of a long one less. Source: GRPO (arXiv
/// 2402.03300), equation 3.
/// </summary>
public sealed class SequenceMeanTokenMean : IAggregator
{
    internal const string KnownAs = "seq-mean-token-mean";

    /// <inheritdoc/>
    public string Name => KnownAs;

    /// <inheritdoc/>
    public void Coefficients(RolloutBatch batch, Span<double> coefficients)
    {
        double rows = CountedTokens.Rows(batch);
        for (int row = 0; row < batch.Rows; row++)
        {
            int counted = CountedTokens.OfRow(batch, row);
            CountedTokens.Fill(batch, row, counted == 0 ? 0 : 1 / (rows * counted), coefficients);
        }
    }
}
