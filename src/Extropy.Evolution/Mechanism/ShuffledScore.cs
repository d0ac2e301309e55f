using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Mechanism;

/// <summary>
/// The placebo: backward scores of the ranked set are exchanged between its members before they are used. The k-th member in an order that depends on
/// merits alone receives the k-th score in an order that depends on scores alone: what the set holds stays, what it says about whom is gone.
/// </summary>
/// <remarks>Pure: a set is always exchanged alike. Where scores are missing, they stay missing.</remarks>
/// <param name="ranking">What ranks by the exchanged scores.</param>
public sealed class ShuffledScore(IEffectiveScore ranking) : IEffectiveScore
{
    private const ulong MeritSalt = 0x9E37_79B9_7F4A_7C15;
    private const ulong ScoreSalt = 0xD1B5_4A32_D192_ED03;

    /// <inheritdoc/>
    public void Of(ReadOnlySpan<double> merits, ReadOnlySpan<double> backward, Span<double> effective)
    {
        int[] present = Present(backward);
        int[] members = Ordered(present, merits, MeritSalt), givers = Ordered(present, backward, ScoreSalt);
        double[] exchanged = backward.ToArray();
        for (int k = 0; k < present.Length; k++) exchanged[members[k]] = backward[givers[k]];
        ranking.Of(merits, exchanged, effective);
    }

    private static int[] Present(ReadOnlySpan<double> backward)
    {
        List<int> present = [];
        for (int i = 0; i < backward.Length; i++)
        {
            if (!double.IsNaN(backward[i])) present.Add(i);
        }

        return [.. present];
    }

    private static int[] Ordered(int[] members, ReadOnlySpan<double> numbers, ulong salt)
    {
        int[] order = [.. members];
        var keys = new ulong[members.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = Mixed(BitConverter.DoubleToUInt64Bits(numbers[members[i]]) ^ salt);
        for (int i = 1; i < order.Length; i++) // insertion keeps equals in their places; sets are small
        {
            (int member, ulong key) = (order[i], keys[i]);
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--) (order[at], keys[at]) = (order[at - 1], keys[at - 1]);
            (order[at], keys[at]) = (member, key);
        }

        return order;
    }

    /// <summary>The finaliser of SplitMix64.</summary>
    private static ulong Mixed(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58_476D_1CE4_E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D0_49BB_1331_11EB;
        return bits ^ (bits >> 31);
    }
}
