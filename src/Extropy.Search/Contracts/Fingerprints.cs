using System.Numerics;

namespace Extropy.Search.Contracts;

/// <summary>Cheap digests of sequences whose members are identities already.</summary>
internal static class Fingerprints
{
    private const ulong GoldenRatio = 0x9E3779B97F4A7C15;
    private const ulong Finisher = 0xBF58476D1CE4E5B9; // first multiplier of SplitMix64 (Steele, Lea, Flood 2014)

    /// <summary>The state after one more word. Order counts; not for hostile input, whose members are hashed properly before.</summary>
    public static ulong Mix(ulong state, ulong word)
    {
        state = BitOperations.RotateLeft(state + GoldenRatio, 27) ^ (word * GoldenRatio);
        state = (state ^ (state >> 30)) * Finisher;
        return state ^ (state >> 31);
    }
}
