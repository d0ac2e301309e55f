using Extropy.Core.Errors;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Training;

/// <summary>Whole rows of logits of policies that do not change during an update: kept only when a statistic compares with them.</summary>
/// <remarks>N · V numbers a policy. Not thread-safe.</remarks>
internal sealed class OtherLogits
{
    private readonly float[][] _logits = [[], []];

    /// <summary>Makes room for N rows of V numbers.</summary>
    /// <exception cref="BadInputException">They do not fit one array.</exception>
    public void Reserve(OtherPolicy policy, int positions, int vocabulary)
    {
        long size = (long)positions * vocabulary;
        if (size > Array.MaxLength)
            throw new BadInputException($"This rule keeps {positions} rows of {vocabulary} logits of another policy, more than fit memory in one piece; train on smaller batches.");
        if (_logits[(int)policy].Length < size) _logits[(int)policy] = new float[size];
    }

    /// <summary>Stores rows from <paramref name="position"/> on.</summary>
    public void Store(OtherPolicy policy, int position, ReadOnlySpan<float> logits, int vocabulary) =>
        logits.CopyTo(_logits[(int)policy].AsSpan(position * vocabulary));

    /// <summary>One row, shape [V].</summary>
    public ReadOnlySpan<float> Row(OtherPolicy policy, int position, int vocabulary) =>
        _logits[(int)policy].AsSpan(position * vocabulary, vocabulary);

    /// <summary>Takes the rows of a minibatch from those of the whole batch.</summary>
    public void Take(OtherPolicy policy, OtherLogits whole, ReadOnlySpan<int> rowStart, ReadOnlySpan<int> rows, int vocabulary)
    {
        int place = 0;
        foreach (int row in rows)
        {
            int from = rowStart[row] * vocabulary, length = (rowStart[row + 1] - rowStart[row]) * vocabulary;
            if (_logits[(int)policy].Length < place + length) Array.Resize(ref _logits[(int)policy], Math.Max(place + length, 2 * _logits[(int)policy].Length));
            whole._logits[(int)policy].AsSpan(from, length).CopyTo(_logits[(int)policy].AsSpan(place));
            place += length;
        }
    }
}
