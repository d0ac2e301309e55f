using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Extropy.Evolution.Candidates;

/// <summary>
/// A short description of a candidate by which alike ones are found: a vector of length 1, or all zeros where there is nothing to describe. All
/// fingerprints of a run have the same number of entries.
/// </summary>
/// <param name="Entries">Shape [d], finite.</param>
public readonly record struct Fingerprint(ImmutableArray<float> Entries)
{
    /// <summary>No description: like nothing, not even itself.</summary>
    public static Fingerprint None { get; } = new([]);

    /// <summary>Scales a description to length 1.</summary>
    /// <param name="entries">Shape [d], finite.</param>
    public static Fingerprint Of(ReadOnlySpan<double> entries)
    {
        double square = 0;
        foreach (double entry in entries) square += entry * entry;
        double scale = square > 0 ? 1 / Math.Sqrt(square) : 0;
        var scaled = new float[entries.Length];
        for (int i = 0; i < scaled.Length; i++) scaled[i] = (float)(entries[i] * scale);
        return new Fingerprint(ImmutableCollectionsMarshal.AsImmutableArray(scaled));
    }

    /// <summary>The cosine of the angle between two descriptions, in [−1, 1] up to rounding; 0 where one of them is none.</summary>
    public double Cosine(Fingerprint other)
    {
        ReadOnlySpan<float> left = Entries.AsSpan(), right = other.Entries.AsSpan();
        if (left.Length != right.Length) return 0;
        var sums = Vector256<double>.Zero; // lane k sums the products k, k + 4, k + 8 …; the product of two floats is exact in double, so every instruction set gives the same bits
        int i = 0;
        for (; i + 8 <= left.Length; i += 8)
        {
            Vector256<float> some = Vector256.Create(left[i..]), others = Vector256.Create(right[i..]);
            sums += Vector256.WidenLower(some) * Vector256.WidenLower(others);
            sums += Vector256.WidenUpper(some) * Vector256.WidenUpper(others);
        }

        double one = sums[0], two = sums[1], three = sums[2], four = sums[3];
        if (i + 4 <= left.Length)
        {
            one += (double)left[i] * right[i];
            two += (double)left[i + 1] * right[i + 1];
            three += (double)left[i + 2] * right[i + 2];
            four += (double)left[i + 3] * right[i + 3];
            i += 4;
        }

        for (; i < left.Length; i++) one += (double)left[i] * right[i];
        return one + two + (three + four);
    }

    /// <summary>Equal entry by entry.</summary>
    public bool Equals(Fingerprint other) => Entries.AsSpan().SequenceEqual(other.Entries.AsSpan());

    /// <summary>Consistent with <see cref="Equals(Fingerprint)"/>.</summary>
    public override int GetHashCode()
    {
        HashCode hash = new();
        foreach (float entry in Entries.AsSpan()) hash.Add(entry);
        return hash.ToHashCode();
    }
}
