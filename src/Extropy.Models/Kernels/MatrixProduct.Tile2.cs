using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <content>Tiles of two rows.</content>
internal static unsafe partial class MatrixProduct<TLanes>
{
    /// <summary>2 × 64: as many independent sums as hide the latency of a multiply-add.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2x4(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow;
        float* b1 = b + s.BGroup, b2 = b + 2 * s.BGroup, b3 = b + 3 * s.BGroup;
        TLanes c00, c01, c02, c03, c10, c11, c12, c13;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c01 = TLanes.Load(c + 16);
            c02 = TLanes.Load(c + 32);
            c03 = TLanes.Load(c + 48);
            c10 = TLanes.Load(c + s.CRow);
            c11 = TLanes.Load(c + s.CRow + 16);
            c12 = TLanes.Load(c + s.CRow + 32);
            c13 = TLanes.Load(c + s.CRow + 48);
        }
        else
        {
            c00 = c01 = c02 = c03 = c10 = c11 = c12 = c13 = TLanes.Zero;
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
            factor = TLanes.Broadcast(a1[i]);
            c10 = TLanes.MultiplyAdd(factor, column0, c10);
            c11 = TLanes.MultiplyAdd(factor, column1, c11);
            c12 = TLanes.MultiplyAdd(factor, column2, c12);
            c13 = TLanes.MultiplyAdd(factor, column3, c13);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c01 += TLanes.Load(c + 16);
            c02 += TLanes.Load(c + 32);
            c03 += TLanes.Load(c + 48);
            c10 += TLanes.Load(c + s.CRow);
            c11 += TLanes.Load(c + s.CRow + 16);
            c12 += TLanes.Load(c + s.CRow + 32);
            c13 += TLanes.Load(c + s.CRow + 48);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c01, c + 16);
        TLanes.Store(c02, c + 32);
        TLanes.Store(c03, c + 48);
        TLanes.Store(c10, c + s.CRow);
        TLanes.Store(c11, c + s.CRow + 16);
        TLanes.Store(c12, c + s.CRow + 32);
        TLanes.Store(c13, c + s.CRow + 48);
    }

    /// <summary>2 × 16: the tile of full blocks on 128-bit registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile2x1(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow;
        TLanes c00, c10;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c10 = TLanes.Load(c + s.CRow);
        }
        else
        {
            c00 = c10 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            factor = TLanes.Broadcast(a1[i]);
            c10 = TLanes.MultiplyAdd(factor, column0, c10);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c10 += TLanes.Load(c + s.CRow);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c10, c + s.CRow);
    }
}
