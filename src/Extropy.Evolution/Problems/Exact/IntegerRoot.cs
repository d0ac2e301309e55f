using System.Numerics;

namespace Extropy.Evolution.Problems.Exact;

/// <summary>Square roots of whole numbers.</summary>
internal static class IntegerRoot
{
    /// <summary>⌊√n⌋ by Newton's iteration from above.</summary>
    /// <param name="square">n ≥ 0.</param>
    public static BigInteger Floor(BigInteger square)
    {
        if (square.IsZero) return square;
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (square / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }
}
