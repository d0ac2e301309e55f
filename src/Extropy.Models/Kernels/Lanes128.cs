using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Extropy.Models.Kernels;

/// <summary>Sixteen lanes in four 128-bit registers (SSE with FMA, or ARM; a tile of 2 × 16 keeps 8 sums, 4 columns and 1 factor).</summary>
/// <param name="a">Lanes 0 … 3.</param>
/// <param name="b">Lanes 4 … 7.</param>
/// <param name="c">Lanes 8 … 11.</param>
/// <param name="d">Lanes 12 … 15.</param>
internal readonly unsafe struct Lanes128(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d) : ILanes<Lanes128>
{
    private readonly Vector128<float> _a = a;
    private readonly Vector128<float> _b = b;
    private readonly Vector128<float> _c = c;
    private readonly Vector128<float> _d = d;

    public static int TileRows => 2;

    public static int TileGroups => 1;

    public static int SingleRowGroups => 1;

    public static Lanes128 Zero => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(float* source) =>
        new(Vector128.Load(source), Vector128.Load(source + 4), Vector128.Load(source + 8), Vector128.Load(source + 12));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Broadcast(float value)
    {
        Vector128<float> four = Vector128.Create(value);
        return new(four, four, four, four);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 lanes, float* destination)
    {
        lanes._a.Store(destination);
        lanes._b.Store(destination + 4);
        lanes._c.Store(destination + 8);
        lanes._d.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 MultiplyAdd(Lanes128 a, Lanes128 b, Lanes128 c) => new(
        Vector128.FusedMultiplyAdd(a._a, b._a, c._a),
        Vector128.FusedMultiplyAdd(a._b, b._b, c._b),
        Vector128.FusedMultiplyAdd(a._c, b._c, c._c),
        Vector128.FusedMultiplyAdd(a._d, b._d, c._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Max(Lanes128 a, Lanes128 b) => new(MaxOf(a._a, b._a), MaxOf(a._b, b._b), MaxOf(a._c, b._c), MaxOf(a._d, b._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 SelectLess(Lanes128 x, Lanes128 limit, Lanes128 ifLess, Lanes128 otherwise) => new(
        Vector128.ConditionalSelect(Vector128.LessThan(x._a, limit._a), ifLess._a, otherwise._a),
        Vector128.ConditionalSelect(Vector128.LessThan(x._b, limit._b), ifLess._b, otherwise._b),
        Vector128.ConditionalSelect(Vector128.LessThan(x._c, limit._c), ifLess._c, otherwise._c),
        Vector128.ConditionalSelect(Vector128.LessThan(x._d, limit._d), ifLess._d, otherwise._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 FirstLanes(int count, Lanes128 lanes, Lanes128 rest) => new(
        First(count, lanes._a, rest._a),
        First(count - 4, lanes._b, rest._b),
        First(count - 8, lanes._c, rest._c),
        First(count - 12, lanes._d, rest._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 PowerOfTwo(Lanes128 shifted) =>
        new(PowerOf(shifted._a), PowerOf(shifted._b), PowerOf(shifted._c), PowerOf(shifted._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Abs(Lanes128 x) => new(Vector128.Abs(x._a), Vector128.Abs(x._b), Vector128.Abs(x._c), Vector128.Abs(x._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Lanes128 lanes) => SumOf((lanes._a + lanes._c) + (lanes._b + lanes._d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Lanes128 lanes) => LargestOf(MaxOf(MaxOf(lanes._a, lanes._c), MaxOf(lanes._b, lanes._d)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._a + b._a, a._b + b._b, a._c + b._c, a._d + b._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._a - b._a, a._b - b._b, a._c - b._c, a._d - b._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a) => new(-a._a, -a._b, -a._c, -a._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._a * b._a, a._b * b._b, a._c * b._c, a._d * b._d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator /(Lanes128 a, Lanes128 b) => new(a._a / b._a, a._b / b._b, a._c / b._c, a._d / b._d);

    /// <summary>The tree's steps 2 and 1 over four sums of partners 8 and 4 apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float SumOf(Vector128<float> four)
    {
        Vector64<float> two = four.GetLower() + four.GetUpper();
        return two.ToScalar() + two.GetElement(1);
    }

    /// <summary>The same steps for the largest lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float LargestOf(Vector128<float> four)
    {
        float even = LanesScalar.MaxOf(four.ToScalar(), four.GetElement(2)), odd = LanesScalar.MaxOf(four.GetElement(1), four.GetElement(3));
        return LanesScalar.MaxOf(even, odd);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> MaxOf(Vector128<float> a, Vector128<float> b) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> First(int count, Vector128<float> lanes, Vector128<float> rest) =>
        Vector128.ConditionalSelect(Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle(), lanes, rest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> PowerOf(Vector128<float> shifted) =>
        Vector128.ShiftLeft(shifted.AsInt32() + Vector128.Create(127), 23).AsSingle();
}
