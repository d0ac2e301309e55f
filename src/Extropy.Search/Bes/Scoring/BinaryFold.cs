using System.Numerics;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Scoring;

/// <summary>
/// <see cref="GoalScore"/> for verdicts that are all 0 or 1, as a weighted sum over bits: what makes thousands of pairs a draw affordable.
/// </summary>
/// <remarks>
/// A satisfied goal short-circuits its subtree, so s(n) = Σ W_g over satisfied goals g none of whose ancestors is satisfied, with
/// W_root = 1 and W_g = W_parent (1 − α) / |ch(parent)|. Satisfied goals (met) and everything below them (shadow) are bitsets; the union of
/// two nodes is an OR of both, and the sum is one table lookup per eight goals.
/// </remarks>
internal sealed class BinaryFold
{
    private const int Values = 256;
    private const int BytesPerWord = 8;

    private readonly ulong[][] _below; // [G][words]: strict descendants
    private readonly double[] _table; // [words · 8][256]: weight of the goals in one byte

    public BinaryFold(GoalTree tree, double alpha)
    {
        int count = tree.Count;
        Words = (count + 63) / 64;
        _below = new ulong[count][];
        for (int goal = count - 1; goal >= 0; goal--)
        {
            _below[goal] ??= new ulong[Words];
            if (goal == 0) continue;
            ulong[] parent = _below[tree.Parents[goal]] ??= new ulong[Words];
            for (int word = 0; word < Words; word++) parent[word] |= _below[goal][word];
            parent[goal >> 6] |= 1UL << (goal & 63);
        }

        var weights = new double[Words * 64];
        weights[0] = 1;
        for (int goal = 1; goal < count; goal++)
        {
            int parent = tree.Parents[goal];
            weights[goal] = weights[parent] * (1 - alpha) / tree.Children(parent).Length;
        }

        _table = new double[Words * BytesPerWord * Values];
        for (int at = 0; at < Words * BytesPerWord; at++)
        {
            for (int value = 1; value < Values; value++)
            {
                int lowest = BitOperations.TrailingZeroCount(value);
                _table[at * Values + value] = _table[at * Values + (value & (value - 1))] + weights[at * 8 + lowest];
            }
        }
    }

    /// <summary>64-bit words in each half of a bitset.</summary>
    public int Words { get; }

    /// <summary>Met goals in the first half, their shadow in the second; null when a verdict is neither 0 nor 1.</summary>
    public ulong[]? Bits(ReadOnlySpan<double> verdicts)
    {
        var bits = new ulong[2 * Words];
        for (int goal = 0; goal < verdicts.Length; goal++)
        {
            if (verdicts[goal] == 0) continue;
            if (verdicts[goal] != 1) return null;
            bits[goal >> 6] |= 1UL << (goal & 63);
            for (int word = 0; word < Words; word++) bits[Words + word] |= _below[goal][word];
        }

        return bits;
    }

    /// <summary>s(n_a, n_b) of two bitsets; of one node when both are the same.</summary>
    public double Score(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        double score = 0;
        for (int word = 0; word < Words; word++)
        {
            ulong counted = (a[word] | b[word]) & ~(a[Words + word] | b[Words + word]);
            for (int at = word * BytesPerWord; counted != 0; at++, counted >>= 8)
                score += _table[at * Values + (int)(counted & 255)];
        }

        return Math.Min(1, score);
    }
}
