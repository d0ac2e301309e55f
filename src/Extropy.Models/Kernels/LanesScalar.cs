using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>Sixteen lanes one after another: the twin that the vector paths are tested against, and the path of processors without vectors.</summary>
[InlineArray(16)]
internal unsafe struct LanesScalar : ILanes<LanesScalar>
{
    private float _first;

    public static int TileRows => 1;

    public static int TileGroups => 1;

    public static int SingleRowGroups => 1;

    public static LanesScalar Zero => default;

    public static LanesScalar Load(float* source)
    {
        LanesScalar result = default;
        for (int i = 0; i < 16; i++) result[i] = source[i];
        return result;
    }

    public static LanesScalar Broadcast(float value)
    {
        LanesScalar result = default;
        for (int i = 0; i < 16; i++) result[i] = value;
        return result;
    }

    public static void Store(LanesScalar lanes, float* destination)
    {
        for (int i = 0; i < 16; i++) destination[i] = lanes[i];
    }

    public static LanesScalar MultiplyAdd(LanesScalar a, LanesScalar b, LanesScalar c)
    {
        for (int i = 0; i < 16; i++) c[i] = MathF.FusedMultiplyAdd(a[i], b[i], c[i]);
        return c;
    }

    public static LanesScalar Max(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < 16; i++) a[i] = MaxOf(a[i], b[i]);
        return a;
    }

    public static LanesScalar SelectLess(LanesScalar x, LanesScalar limit, LanesScalar ifLess, LanesScalar otherwise)
    {
        for (int i = 0; i < 16; i++) x[i] = x[i] < limit[i] ? ifLess[i] : otherwise[i];
        return x;
    }

    public static LanesScalar FirstLanes(int count, LanesScalar lanes, LanesScalar rest)
    {
        for (int i = 0; i < 16; i++) lanes[i] = i < count ? lanes[i] : rest[i];
        return lanes;
    }

    public static LanesScalar PowerOfTwo(LanesScalar shifted)
    {
        for (int i = 0; i < 16; i++) shifted[i] = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted[i]) + 127) << 23);
        return shifted;
    }

    public static LanesScalar Abs(LanesScalar x)
    {
        for (int i = 0; i < 16; i++) x[i] = MathF.Abs(x[i]);
        return x;
    }

    public static float Sum(LanesScalar lanes)
    {
        for (int distance = 8; distance >= 1; distance /= 2)
            for (int i = 0; i < distance; i++) lanes[i] += lanes[i + distance];
        return lanes[0];
    }

    public static float Largest(LanesScalar lanes)
    {
        for (int distance = 8; distance >= 1; distance /= 2)
            for (int i = 0; i < distance; i++) lanes[i] = MaxOf(lanes[i], lanes[i + distance]);
        return lanes[0];
    }

    public static LanesScalar operator +(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < 16; i++) a[i] += b[i];
        return a;
    }

    public static LanesScalar operator -(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < 16; i++) a[i] -= b[i];
        return a;
    }

    public static LanesScalar operator -(LanesScalar a)
    {
        for (int i = 0; i < 16; i++) a[i] = -a[i];
        return a;
    }

    public static LanesScalar operator *(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < 16; i++) a[i] *= b[i];
        return a;
    }

    public static LanesScalar operator /(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < 16; i++) a[i] /= b[i];
        return a;
    }

    internal static float MaxOf(float a, float b) => a > b ? a : b;
}
