using Extropy.Models.Sampling;

namespace Extropy.Learning.Losses;

/// <summary>
/// Weighted cross-entropy of tokens: L = Σᵢ wᵢ · −ln softmax(zᵢ)[yᵢ] / Σᵢ wᵢ, with ∂L/∂zᵢ = wᵢ/Σw · (softmax(zᵢ) − onehot(yᵢ)).
/// </summary>
/// <remarks>Log-probabilities come from <see cref="RowStatistics"/>, as the sampler's do: the two are equal to the bit. Sums run in row
/// order, in double precision. O(N·V), no allocation for V up to <see cref="StackLimit"/>; thread-safe.</remarks>
public static class TokenCrossEntropy
{
    /// <summary>Largest vocabulary whose probabilities fit the stack.</summary>
    public const int StackLimit = 4096;

    /// <summary>The loss and its gradient with respect to the logits.</summary>
    /// <param name="logits">z, shape [N, V], finite where the weight is positive.</param>
    /// <param name="targets">y, shape [N], each in 0 … V − 1.</param>
    /// <param name="weights">w, shape [N], not negative; a row of weight 0 is not read and gets gradient 0.</param>
    /// <param name="logitGradients">Receives ∂L/∂z, shape [N, V].</param>
    /// <exception cref="ArgumentException">Shapes that do not agree.</exception>
    /// <exception cref="Core.Errors.NonFiniteException">A logit that counts is NaN or +∞.</exception>
    public static TokenLoss Of(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, Span<float> logitGradients)
    {
        int rows = targets.Length;
        if (weights.Length != rows) throw new ArgumentException($"{weights.Length} weights for {rows} targets.", nameof(weights));
        if (logitGradients.Length != logits.Length)
            throw new ArgumentException($"{logitGradients.Length} places for {logits.Length} gradients.", nameof(logitGradients));
        if (rows == 0) return default;
        int vocabulary = logits.Length / rows;
        if (vocabulary * rows != logits.Length || vocabulary == 0)
            throw new ArgumentException($"{logits.Length} logits are not {rows} rows of one length.", nameof(logits));

        double weightSum = 0;
        foreach (float weight in weights) weightSum += weight;
        logitGradients.Clear();
        if (weightSum == 0) return default;

        Span<double> probabilities = vocabulary <= StackLimit ? stackalloc double[vocabulary] : new double[vocabulary];
        double loss = 0;
        for (int row = 0; row < rows; row++)
        {
            if (weights[row] == 0) continue;
            ReadOnlySpan<float> z = logits.Slice(row * vocabulary, vocabulary);
            Span<float> gradient = logitGradients.Slice(row * vocabulary, vocabulary);
            RowSummary summary = RowStatistics.Probabilities(z, probabilities);
            double share = weights[row] / weightSum;
            loss -= share * RowStatistics.LogProbability(z, summary, targets[row]);
            probabilities[targets[row]] -= 1;
            for (int token = 0; token < vocabulary; token++) gradient[token] = (float)(share * probabilities[token]);
        }

        return new(loss, weightSum);
    }
}
