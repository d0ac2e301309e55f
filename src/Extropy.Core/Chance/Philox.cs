namespace Extropy.Core.Chance;

/// <summary>
/// Philox4x64-10, a counter-based generator: (key, counter) → 256 bits, with no state between calls.
/// Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 5.2.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;
    private const ulong Multiplier0 = 0xD2E7470EE14C6C93;
    private const ulong Multiplier1 = 0xCA5A826395121157;
    private const ulong Weyl0 = 0x9E3779B97F4A7C15; // golden ratio
    private const ulong Weyl1 = 0xBB67AE8584CAA73B; // √3 − 1

    /// <summary>One block of four words for <paramref name="counter0"/>…<paramref name="counter3"/> under a 128-bit key.</summary>
    public static (ulong, ulong, ulong, ulong) Block(
        ulong key0, ulong key1, ulong counter0, ulong counter1, ulong counter2, ulong counter3)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong high0 = Math.BigMul(Multiplier0, counter0, out ulong low0);
            ulong high1 = Math.BigMul(Multiplier1, counter2, out ulong low1);
            counter0 = high1 ^ counter1 ^ key0;
            counter1 = low1;
            counter2 = high0 ^ counter3 ^ key1;
            counter3 = low0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (counter0, counter1, counter2, counter3);
    }
}
