using Extropy.Core.Errors;
using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>
/// L = Σ l / (B · L_max), B all rollouts of the minibatch and L_max a constant of the run, so that no length enters the divisor. Source: Dr.GRPO
/// (arXiv 2503.20783), section 3.1, and TRL.
/// </summary>
/// <remarks>verl divides by the padded width and not by B, so its step grows with the minibatch and shrinks with the longest answer.</remarks>
public sealed class SequenceMeanTokenSumNorm : IAggregator
{
    private readonly int _longest;

    /// <summary>The aggregation.</summary>
    /// <param name="longest">L_max ≥ 1, most response tokens of the run.</param>
    /// <exception cref="BadInputException">It is below 1.</exception>
    public SequenceMeanTokenSumNorm(int longest)
    {
        if (longest < 1) throw new BadInputException($"The aggregation '{Name}' divides by the longest response; {longest} tokens are below 1.");
        _longest = longest;
    }

    /// <inheritdoc/>
    public string Name => "seq-mean-token-sum-norm";

    /// <inheritdoc/>
    public void Coefficients(RolloutBatch batch, Span<double> coefficients)
    {
        double share = batch.Rows == 0 ? 0 : 1 / ((double)batch.Rows * _longest);
        for (int row = 0; row < batch.Rows; row++) CountedTokens.Fill(batch, row, share, coefficients);
    }
}
