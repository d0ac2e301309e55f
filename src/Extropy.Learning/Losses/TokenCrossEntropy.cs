using System.Buffers;
using Extropy.Models.Parallelism;
using Extropy.Models.Sampling;

namespace Extropy.Learning.Losses;

/// <summary>
/// Weighted cross-entropy of tokens: L = Σᵢ wᵢ · −ln softmax(zᵢ)[yᵢ] / Σᵢ wᵢ, with ∂L/∂zᵢ = wᵢ/Σw · (softmax(zᵢ) − onehot(yᵢ)).
/// </summary>
/// <remarks>Log-probabilities come from <see cref="RowStatistics"/>, as the sampler's do: the two are equal to the bit. Rows are computed
/// by themselves, on any number of threads; sums run in row order, in double precision. O(N·V), no allocation for V up to
/// <see cref="StackLimit"/>.</remarks>
public static class TokenCrossEntropy
{
    /// <summary>Largest vocabulary whose probabilities fit the stack.</summary>
    public const int StackLimit = 4096;

    private const int RowBlock = 64; // rows that a thread takes at a time

    /// <summary>The loss and its gradient with respect to the logits.</summary>
    /// <param name="logits">z, shape [N, V], finite where the weight is positive.</param>
    /// <param name="targets">y, shape [N], each in 0 … V − 1.</param>
    /// <param name="weights">w, shape [N], not negative; a row of weight 0 is not read and gets gradient 0.</param>
    /// <param name="logitGradients">Receives ∂L/∂z, shape [N, V].</param>
    /// <param name="crew">Who computes; the caller by default.</param>
    /// <exception cref="ArgumentException">Shapes that do not agree.</exception>
    /// <exception cref="Core.Errors.NonFiniteException">A logit that counts is NaN or +∞.</exception>
    public static TokenLoss Of(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, Span<float> logitGradients,
        WorkCrew? crew = null)
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
        if (weightSum == 0)
        {
            logitGradients.Clear();
            return default;
        }

        double[] losses = ArrayPool<double>.Shared.Rent(rows);
        try
        {
            (crew ?? WorkCrew.Alone).Run(rows, RowBlock, new Rows(logits, targets, weights, logitGradients, losses, weightSum));
            double loss = 0;
            foreach (double row in losses.AsSpan(0, rows)) loss -= row;
            return new(loss, weightSum);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(losses);
        }
    }

    private readonly ref struct Rows(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, Span<float> logitGradients, Span<double> losses, double weightSum)
        : IBlockWork
    {
        private readonly ReadOnlySpan<float> _logits = logits, _weights = weights;
        private readonly ReadOnlySpan<int> _targets = targets;
        private readonly Span<float> _gradients = logitGradients;
        private readonly Span<double> _losses = losses; // receives share · ln p of every row

        public void Do(int start, int count)
        {
            int vocabulary = _logits.Length / _targets.Length;
            Span<double> probabilities = vocabulary <= StackLimit ? stackalloc double[vocabulary] : new double[vocabulary];
            for (int row = start; row < start + count; row++)
            {
                Span<float> gradient = _gradients.Slice(row * vocabulary, vocabulary);
                if (_weights[row] == 0)
                {
                    gradient.Clear();
                    _losses[row] = 0;
                    continue;
                }

                ReadOnlySpan<float> z = _logits.Slice(row * vocabulary, vocabulary);
                RowSummary summary = RowStatistics.Probabilities(z, probabilities);
                double share = _weights[row] / weightSum;
                _losses[row] = share * RowStatistics.LogProbability(z, summary, _targets[row]);
                probabilities[_targets[row]] -= 1;
                for (int token = 0; token < vocabulary; token++) gradient[token] = (float)(share * probabilities[token]);
            }
        }
    }
}
