using Extropy.Evolution.Engine;

namespace Extropy.Evolution.Goals;

/// <summary>
/// The bucket-interpolated effective score. Merits are rounded to buckets of a width w: b = round(merit / w) · w, half to even. Inside a bucket the backward
/// score bw decides: effective = b + bw · gap · 0.99, where the gap is the distance to the next higher bucket of the set, for the highest the one to the next
/// lower, and 0 where there is only one bucket. A higher bucket always wins, whatever the goals say; a difference of merit inside a bucket is ignored.
/// </summary>
/// <remarks>Where no candidate of the set has a backward score, the merits themselves. A missing one among others counts as 0.</remarks>
public sealed class BucketScore : IEffectiveScore
{
    private const double Reach = 0.99; // of the gap: the next bucket is never touched

    /// <summary>A ranking.</summary>
    /// <param name="width">w, positive and finite, in the problem's metric.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public BucketScore(double width)
    {
        if (!(width > 0) || double.IsInfinity(width))
            throw new ArgumentOutOfRangeException(nameof(width), width, "A bucket has a positive, finite width.");
        Width = width;
    }

    /// <summary>w, in the problem's metric.</summary>
    public double Width { get; }

    /// <inheritdoc/>
    public void Of(ReadOnlySpan<double> merits, ReadOnlySpan<double> backward, Span<double> effective)
    {
        merits.CopyTo(effective);
        if (!HasBackward(backward)) return;
        var distinct = new double[merits.Length];
        for (int i = 0; i < merits.Length; i++) distinct[i] = effective[i] = BucketOf(merits[i]);
        int count = SortedDistinct(distinct);
        if (count == 1) return;
        for (int i = 0; i < merits.Length; i++)
        {
            int at = Array.BinarySearch(distinct, 0, count, effective[i]);
            bool isTop = at + 1 == count;
            double gap = Math.Min(isTop ? distinct[at] - distinct[at - 1] : distinct[at + 1] - distinct[at], double.MaxValue);
            double share = double.IsNaN(backward[i]) ? 0 : Math.Clamp(backward[i], 0, 1);
            effective[i] = Math.Min(effective[i] + (share * gap * Reach), isTop ? double.MaxValue : Math.BitDecrement(distinct[at + 1]));
        }
    }

    // Itself where it is too large for buckets; −0 and 0 are one bucket.
    private double BucketOf(double merit)
    {
        double bucket = Math.Round(merit / Width, MidpointRounding.ToEven) * Width;
        return double.IsFinite(bucket) ? bucket + 0.0 : merit;
    }

    private static bool HasBackward(ReadOnlySpan<double> backward)
    {
        foreach (double score in backward)
        {
            if (!double.IsNaN(score)) return true;
        }

        return false;
    }

    private static int SortedDistinct(double[] numbers)
    {
        Array.Sort(numbers);
        int count = 0;
        foreach (double number in numbers)
        {
            if (count == 0 || number != numbers[count - 1]) numbers[count++] = number;
        }

        return count;
    }
}
