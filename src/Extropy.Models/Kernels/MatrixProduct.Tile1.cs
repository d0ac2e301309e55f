using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <content>Tiles of one row: decoding a single sequence. One load for each multiply-add, so the speed is that of the cache.</content>
internal static unsafe partial class MatrixProduct<TLanes>
{
    /// <summary>1 × 128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x8(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* b1 = b + s.BGroup, b2 = b + 2 * s.BGroup, b3 = b + 3 * s.BGroup, b4 = b + 4 * s.BGroup, b5 = b + 5 * s.BGroup, b6 = b + 6 * s.BGroup, b7 = b + 7 * s.BGroup;
        TLanes c00, c01, c02, c03, c04, c05, c06, c07;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c01 = TLanes.Load(c + 16);
            c02 = TLanes.Load(c + 32);
            c03 = TLanes.Load(c + 48);
            c04 = TLanes.Load(c + 64);
            c05 = TLanes.Load(c + 80);
            c06 = TLanes.Load(c + 96);
            c07 = TLanes.Load(c + 112);
        }
        else
        {
            c00 = c01 = c02 = c03 = c04 = c05 = c06 = c07 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j), column1 = TLanes.Load(b1 + j), column2 = TLanes.Load(b2 + j), column3 = TLanes.Load(b3 + j), column4 = TLanes.Load(b4 + j), column5 = TLanes.Load(b5 + j), column6 = TLanes.Load(b6 + j), column7 = TLanes.Load(b7 + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            c01 = TLanes.MultiplyAdd(factor, column1, c01);
            c02 = TLanes.MultiplyAdd(factor, column2, c02);
            c03 = TLanes.MultiplyAdd(factor, column3, c03);
            c04 = TLanes.MultiplyAdd(factor, column4, c04);
            c05 = TLanes.MultiplyAdd(factor, column5, c05);
            c06 = TLanes.MultiplyAdd(factor, column6, c06);
            c07 = TLanes.MultiplyAdd(factor, column7, c07);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c01 += TLanes.Load(c + 16);
            c02 += TLanes.Load(c + 32);
            c03 += TLanes.Load(c + 48);
            c04 += TLanes.Load(c + 64);
            c05 += TLanes.Load(c + 80);
            c06 += TLanes.Load(c + 96);
            c07 += TLanes.Load(c + 112);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c01, c + 16);
        TLanes.Store(c02, c + 32);
        TLanes.Store(c03, c + 48);
        TLanes.Store(c04, c + 64);
        TLanes.Store(c05, c + 80);
        TLanes.Store(c06, c + 96);
        TLanes.Store(c07, c + 112);
    }

    /// <summary>1 × 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x4(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* b1 = b + s.BGroup, b2 = b + 2 * s.BGroup, b3 = b + 3 * s.BGroup;
        TLanes c00, c01, c02, c03;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c01 = TLanes.Load(c + 16);
            c02 = TLanes.Load(c + 32);
            c03 = TLanes.Load(c + 48);
        }
        else
        {
            c00 = c01 = c02 = c03 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j), column1 = TLanes.Load(b1 + j), column2 = TLanes.Load(b2 + j), column3 = TLanes.Load(b3 + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            c01 = TLanes.MultiplyAdd(factor, column1, c01);
            c02 = TLanes.MultiplyAdd(factor, column2, c02);
            c03 = TLanes.MultiplyAdd(factor, column3, c03);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c01 += TLanes.Load(c + 16);
            c02 += TLanes.Load(c + 32);
            c03 += TLanes.Load(c + 48);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c01, c + 16);
        TLanes.Store(c02, c + 32);
        TLanes.Store(c03, c + 48);
    }

    /// <summary>1 × 16: the scalar path, and last groups of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1x1(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        TLanes c00;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
        }
        else
        {
            c00 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
        }

        TLanes.Store(c00, c);
    }
}
