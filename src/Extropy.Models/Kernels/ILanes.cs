namespace Extropy.Models.Kernels;

/// <summary>
/// Sixteen float lanes, the unit in which every kernel is written. A kernel is generic over this type, so one source serves one AVX-512
/// register, two AVX2 registers, four 128-bit registers, or sixteen scalars. Each member rounds once per lane (IEEE 754), which is why
/// every instruction set returns the same bits.
/// </summary>
/// <typeparam name="TSelf">The implementing struct; the compiler makes one specialised body per struct.</typeparam>
internal unsafe interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>How many lanes there are, whatever the registers below.</summary>
    const int Count = 16;

    /// <summary>Rows of the widest tile of a matrix product that the registers hold without spilling; see <see cref="MatrixProduct{TLanes}"/>.</summary>
    static abstract int TileRows { get; }

    /// <summary>Columns of that tile, in groups of sixteen.</summary>
    static abstract int TileGroups { get; }

    /// <summary>Columns of a tile of one row, in groups of sixteen.</summary>
    static abstract int SingleRowGroups { get; }

    /// <summary>All lanes 0.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>Reads sixteen floats.</summary>
    static abstract TSelf Load(float* source);

    /// <summary>The same number in every lane.</summary>
    static abstract TSelf Broadcast(float value);

    /// <summary>Writes sixteen floats.</summary>
    static abstract void Store(TSelf lanes, float* destination);

    /// <summary>a · b + c with one rounding.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>a > b ? a : b in each lane (a NaN in a gives b).</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>x &lt; limit ? ifLess : otherwise in each lane; a NaN in x chooses otherwise.</summary>
    static abstract TSelf SelectLess(TSelf x, TSelf limit, TSelf ifLess, TSelf otherwise);

    /// <summary>Lanes below <paramref name="count"/> from the first, the others from the second. Count in 0 … 16.</summary>
    static abstract TSelf FirstLanes(int count, TSelf lanes, TSelf rest);

    /// <summary>2ⁿ, where n ≥ −126 stands in the low bits of 1.5 · 2²³ + n.</summary>
    static abstract TSelf PowerOfTwo(TSelf shifted);

    /// <summary>The absolute value in each lane.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The sum of the lanes in a fixed tree: partners 8, 4, 2, then 1 apart.</summary>
    static abstract float Sum(TSelf lanes);

    /// <summary>The largest lane, by the same tree and the rule of <see cref="Max"/>.</summary>
    static abstract float Largest(TSelf lanes);

    /// <summary>a + b in each lane.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>a − b in each lane.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>−a in each lane.</summary>
    static abstract TSelf operator -(TSelf a);

    /// <summary>a · b in each lane.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>a / b in each lane.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);
}
