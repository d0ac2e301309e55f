using Extropy.Core.Errors;
using Extropy.Core.Identity;

namespace Extropy.Core.Chance;

/// <summary>A cursor over the random numbers of one step of a <see cref="RandomStream"/>. Cannot be stored or cross an await.</summary>
public ref struct Draws
{
    private const double TwoToMinus53 = 1.0 / (1L << 53);

    private readonly Digest _key;
    private readonly ulong _step;
    private readonly ulong _cell;
    private ulong _drawn;
    private (ulong A, ulong B, ulong C, ulong D) _block;

    internal Draws(Digest key, ulong step, ulong cell)
    {
        _key = key;
        _step = step;
        _cell = cell;
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        ulong lane = _drawn & 3;
        if (lane == 0) _block = Philox.Block(_key.High, _key.Low, _drawn >> 2, _step, _cell, 0);
        _drawn++;
        return lane switch { 0 => _block.A, 1 => _block.B, 2 => _block.C, _ => _block.D };
    }

    /// <summary>A double in [0, 1) on a grid of 2⁻⁵³.</summary>
    public double NextUniform() => (NextBits() >> 11) * TwoToMinus53;

    /// <summary>True with the given probability; never at 0, always at 1.</summary>
    public bool NextBernoulli(double probability) => NextUniform() < probability;

    /// <summary>A whole number in [0, <paramref name="exclusiveMax"/>), without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is empty.</exception>
    public int NextInt(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exclusiveMax, 1);
        ulong range = (ulong)exclusiveMax;
        ulong high = Math.BigMul(NextBits(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold) high = Math.BigMul(NextBits(), range, out low);
        }

        return (int)high;
    }

    /// <summary>A whole number in [<paramref name="min"/>, <paramref name="exclusiveMax"/>).</summary>
    public int NextInt(int min, int exclusiveMax) => min + NextInt(exclusiveMax - min);

    /// <summary>A draw from the standard normal distribution (Box–Muller; two uniforms a call).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>An index drawn in proportion to non-negative weights.</summary>
    /// <param name="weights">Shape [n], n ≥ 1, finite, not negative, with a positive sum.</param>
    /// <exception cref="ArgumentException">A negative weight, or no positive finite sum.</exception>
    public int NextCategorical(ReadOnlySpan<double> weights)
    {
        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] < 0) Throw.Negative(nameof(weights), weights[i], i);
            total += weights[i];
        }

        if (!(total > 0) || !double.IsFinite(total))
            throw new ArgumentException($"Weights must have a positive finite sum, got {total}.", nameof(weights));

        double target = NextUniform() * total;
        int last = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0) continue;
            last = i;
            target -= weights[i];
            if (target < 0) return i;
        }

        return last; // rounding: the last index with weight
    }

    /// <summary>Fisher–Yates in place.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
