using Extropy.Learning.Batches;
using Extropy.Learning.Statistics;
using Extropy.Models.Decoding;

namespace Extropy.Learning.Training;

/// <summary>
/// Scores batches of any size with a decoder whose passes are bounded: a batch that does not fit one pass is cut into parts of whole rows, and its
/// parts are computed again on the way back. The cut bounds memory and changes nothing else.
/// </summary>
internal sealed class BatchScorer(ITrainableDecoder decoder, int positionsPerPass)
{
    private readonly PolicyPass _pass = new(decoder);
    private readonly RolloutBatch _part = new();
    private readonly int _vocabulary = decoder.Config.VocabularySize;
    private readonly int _positionsPerPass = Math.Min(positionsPerPass, Array.MaxLength / decoder.Config.VocabularySize); // logits fit one array
    private int[] _rows = [];
    private RolloutBatch? _whole; // the batch of the last forward, when one pass held all of it

    /// <summary>Writes the statistics of every counted position.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="table">Receives the values.</param>
    /// <param name="others">Logits that statistics compare with, and where logits are kept.</param>
    /// <param name="keepAs">Keeps the logits as those of this policy, or null.</param>
    public void Score(RolloutBatch batch, StatisticTable table, OtherLogits others, OtherPolicy? keepAs)
    {
        table.Reset(batch.Positions);
        for (int row = 0; row < batch.Rows;)
        {
            (RolloutBatch part, int first, row) = Next(batch, row);
            _pass.Forward(part);
            _pass.Evaluate(part, table, first, others);
            if (keepAs is { } policy) others.Store(policy, first, _pass.Logits, _vocabulary);
        }
    }

    /// <summary>As <see cref="Score"/> for rows that were just scored in one pass with the same weights: their logits and activations are still there.</summary>
    public void Reuse(RolloutBatch batch, StatisticTable table, OtherLogits others)
    {
        if (_whole is null || _whole.Positions != batch.Positions)
        {
            Score(batch, table, others, keepAs: null);
            return;
        }

        table.Reset(batch.Positions);
        _pass.Evaluate(batch, table, 0, others);
    }

    /// <summary>Adds ∂L/∂θ to the decoder's gradients; the batch must be the one scored last, or still fit one pass.</summary>
    public void Backward(RolloutBatch batch, StatisticTable slopes, OtherLogits others)
    {
        bool isWhole = _whole is not null;
        for (int row = 0; row < batch.Rows;)
        {
            (RolloutBatch part, int first, row) = Next(batch, row);
            if (!isWhole) _pass.Forward(part);
            _pass.Backward(part, slopes, first, others);
        }

        _whole = null;
    }

    /// <summary>The next rows that fit one pass, at least one.</summary>
    private (RolloutBatch Part, int First, int Next) Next(RolloutBatch batch, int row)
    {
        ReadOnlySpan<int> starts = batch.RowStart.Span;
        int end = row + 1, first = starts[row];
        while (end < batch.Rows && starts[end + 1] - first <= _positionsPerPass) end++;
        bool isWhole = row == 0 && end == batch.Rows;
        _whole = isWhole ? batch : null;
        if (isWhole) return (batch, 0, end);
        if (_rows.Length < batch.Rows) _rows = new int[batch.Rows];
        for (int i = row; i < end; i++) _rows[i - row] = i;
        _part.Take(batch, _rows.AsSpan(0, end - row));
        return (_part, first, end);
    }
}
