using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Extropy.Search.Goals;

namespace Extropy.Search.Bes.Scoring;

/// <summary>
/// <see cref="GoalScore.OfPair"/> as one pass over two rows: what makes thousands of pairs a draw affordable.
/// </summary>
/// <remarks>
/// Let W_root = 1 and W_g = W_parent (1 − α) / |ch(parent)|. A goal adds W_g V_g when it is a leaf or satisfied, W_g α V_g otherwise, and
/// nothing in the shadow of a satisfied ancestor; the sum is s(n). That term rises with V_g, so the term of max(V_g(n_a), V_g(n_b)) is the
/// larger of the two nodes' terms: a pair is a sum of maxima, outside both shadows. Sums run in eight fixed lanes, joined in a fixed order:
/// the same bits whatever the vector width. Not for the monotone blend, which is no such sum.
/// </remarks>
internal sealed class CoverageFold
{
    private const int Lanes = 8;

    private static readonly double InShadow = BitConverter.Int64BitsToDouble(-1);

    private readonly double[] _weights;
    private readonly GoalTree _tree;
    private readonly double _alpha;
    private readonly int _stride;

    public CoverageFold(GoalTree tree, double alpha)
    {
        _tree = tree;
        _alpha = alpha;
        _stride = (tree.Count + Lanes - 1) / Lanes * Lanes;
        _weights = new double[tree.Count];
        _weights[0] = 1;
        for (int goal = 1; goal < tree.Count; goal++)
        {
            int parent = tree.Parents[goal];
            _weights[goal] = _weights[parent] * (1 - alpha) / tree.Children(parent).Length;
        }
    }

    /// <summary>The terms of a node, then the mask of its shadow; both padded to whole lanes.</summary>
    public CoverageRow Row(ReadOnlySpan<double> verdicts)
    {
        var row = new double[2 * _stride];
        bool casts = false;
        for (int goal = 0; goal < verdicts.Length; goal++)
        {
            int parent = _tree.Parents[goal];
            bool isShadowed = parent >= 0 && (verdicts[parent] >= 1 || BitConverter.DoubleToInt64Bits(row[_stride + parent]) != 0);
            if (isShadowed) row[_stride + goal] = InShadow;
            casts |= isShadowed;
            bool isWhole = verdicts[goal] >= 1 || _tree.Children(goal).IsEmpty;
            row[goal] = _weights[goal] * verdicts[goal] * (isWhole ? 1 : _alpha);
        }

        return new CoverageRow(row, casts);
    }

    /// <summary>s(n_a, n_b).</summary>
    public double Score(CoverageRow a, CoverageRow b) => Math.Min(1, a.CastsShadow || b.CastsShadow ? SumOutside(a.Terms, b.Terms) : Sum(a.Terms, b.Terms));

    private double Sum(double[] a, double[] b)
    {
        ref double left = ref MemoryMarshal.GetArrayDataReference(a), right = ref MemoryMarshal.GetArrayDataReference(b);
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        for (nuint at = 0; at < (nuint)_stride; at += Lanes)
        {
            low += Vector256.Max(Vector256.LoadUnsafe(ref left, at), Vector256.LoadUnsafe(ref right, at));
            high += Vector256.Max(Vector256.LoadUnsafe(ref left, at + 4), Vector256.LoadUnsafe(ref right, at + 4));
        }

        return Joined(low + high);
    }

    private double SumOutside(double[] a, double[] b)
    {
        ref double left = ref MemoryMarshal.GetArrayDataReference(a), right = ref MemoryMarshal.GetArrayDataReference(b);
        Vector256<double> low = Vector256<double>.Zero, high = Vector256<double>.Zero;
        nuint mask = (nuint)_stride;
        for (nuint at = 0; at < (nuint)_stride; at += Lanes, mask += Lanes)
        {
            Vector256<double> shadow = Vector256.LoadUnsafe(ref left, mask) | Vector256.LoadUnsafe(ref right, mask);
            low += Vector256.AndNot(Vector256.Max(Vector256.LoadUnsafe(ref left, at), Vector256.LoadUnsafe(ref right, at)), shadow);
            shadow = Vector256.LoadUnsafe(ref left, mask + 4) | Vector256.LoadUnsafe(ref right, mask + 4);
            high += Vector256.AndNot(Vector256.Max(Vector256.LoadUnsafe(ref left, at + 4), Vector256.LoadUnsafe(ref right, at + 4)), shadow);
        }

        return Joined(low + high);
    }

    private static double Joined(Vector256<double> sum) => (sum[0] + sum[1]) + (sum[2] + sum[3]);
}
