using System.Collections.Immutable;
using Extropy.Learning.Batches;
using Extropy.Learning.Statistics;
using Extropy.Models.Decoding;
using Extropy.Models.Sampling;

namespace Extropy.Learning.Training;

/// <summary>
/// One decoder over one batch: logits once, every statistic of every counted row in one pass over them, and one pass from slopes to
/// ∂L/∂logits. Statistics see a row's probabilities in double precision, computed once a row.
/// </summary>
/// <remarks>Grows to the largest batch seen and then allocates nothing. Not thread-safe.</remarks>
internal sealed class PolicyPass(ITrainableDecoder decoder)
{
    private readonly int _vocabulary = decoder.Config.VocabularySize;
    private readonly double[] _probabilities = new double[decoder.Config.VocabularySize];
    private readonly double[] _other = new double[decoder.Config.VocabularySize];
    private readonly double[] _row = new double[decoder.Config.VocabularySize];
    private float[] _logits = [], _gradients = [];
    private int _positions;

    /// <summary>Shape [N, V]: the logits of the last forward.</summary>
    public ReadOnlySpan<float> Logits => _logits.AsSpan(0, _positions * _vocabulary);

    /// <summary>Computes the logits of a batch.</summary>
    public void Forward(RolloutBatch batch)
    {
        _positions = batch.Positions;
        Grow(ref _logits, _positions * _vocabulary);
        decoder.Forward(batch.Packed, _logits.AsSpan(0, _positions * _vocabulary));
    }

    /// <summary>Writes the statistics of the last forward into rows first … first + N − 1 of a table; rows that do not count keep their 0.</summary>
    /// <param name="batch">The batch of the last forward.</param>
    /// <param name="table">Receives the values.</param>
    /// <param name="first">Where the batch begins in the table.</param>
    /// <param name="others">Logits that statistics compare with.</param>
    /// <exception cref="Core.Errors.NonFiniteException">A logit is NaN or +∞.</exception>
    public void Evaluate(RolloutBatch batch, StatisticTable table, int first, OtherLogits others)
    {
        ImmutableArray<IRowStatistic> statistics = table.Statistics;
        if (statistics.IsEmpty) return;
        ReadOnlySpan<bool> mask = batch.Mask;
        ReadOnlySpan<int> targets = batch.Targets;
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            ReadOnlySpan<float> z = Row(n);
            RowSummary summary = RowStatistics.Probabilities(z, _probabilities);
            for (int s = 0; s < statistics.Length; s++)
            {
                var row = new PolicyRow(z, _probabilities, summary, targets[n], Other(statistics[s], others, first + n));
                table.Column(s)[first + n] = statistics[s].Value(row);
            }
        }
    }

    /// <summary>Turns slopes into ∂L/∂logits and adds the decoder's gradients; the last forward must be of this batch.</summary>
    /// <param name="batch">The batch of the last forward.</param>
    /// <param name="slopes">∂L/∂s.</param>
    /// <param name="first">Where the batch begins in the table.</param>
    /// <param name="others">Logits that statistics compare with.</param>
    public void Backward(RolloutBatch batch, StatisticTable slopes, int first, OtherLogits others)
    {
        int size = _positions * _vocabulary;
        Grow(ref _gradients, size);
        _gradients.AsSpan(0, size).Clear();
        ImmutableArray<IRowStatistic> statistics = slopes.Statistics;
        ReadOnlySpan<bool> mask = batch.Mask;
        ReadOnlySpan<int> targets = batch.Targets;
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n] || !HasSlope(slopes, first + n)) continue;
            ReadOnlySpan<float> z = Row(n);
            RowSummary summary = RowStatistics.Probabilities(z, _probabilities);
            _row.AsSpan().Clear();
            for (int s = 0; s < statistics.Length; s++)
            {
                double slope = slopes.Column(s)[first + n];
                if (slope == 0) continue;
                var row = new PolicyRow(z, _probabilities, summary, targets[n], Other(statistics[s], others, first + n));
                statistics[s].AddGradient(row, slope, _row);
            }

            Span<float> gradient = _gradients.AsSpan(n * _vocabulary, _vocabulary);
            for (int v = 0; v < gradient.Length; v++) gradient[v] = (float)_row[v];
        }

        decoder.Backward(_gradients.AsSpan(0, size));
    }

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length >= length) return;
        array = []; // the old one may go before the new one comes
        array = new float[(int)Math.Min(Array.MaxLength, length + length / 8L)];
    }

    private ReadOnlySpan<float> Row(int n) => _logits.AsSpan(n * _vocabulary, _vocabulary);

    private OtherRow Other(IRowStatistic statistic, OtherLogits others, int position)
    {
        if (statistic.Other is not { } policy) return default;
        ReadOnlySpan<float> logits = others.Row(policy, position, _vocabulary);
        return new(logits, _other, RowStatistics.Probabilities(logits, _other));
    }

    private static bool HasSlope(StatisticTable slopes, int position)
    {
        for (int s = 0; s < slopes.Statistics.Length; s++)
            if (slopes.Column(s)[position] != 0) return true;
        return false;
    }
}
