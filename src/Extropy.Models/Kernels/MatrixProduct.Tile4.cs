using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <content>Tiles of four rows.</content>
internal static unsafe partial class MatrixProduct<TLanes>
{
    /// <summary>4 × 32: the last rows of a block on AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x2(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow, a2 = a + 2 * s.ARow, a3 = a + 3 * s.ARow;
        float* b1 = b + s.BGroup;
        TLanes c00, c01, c10, c11, c20, c21, c30, c31;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c01 = TLanes.Load(c + 16);
            c10 = TLanes.Load(c + s.CRow);
            c11 = TLanes.Load(c + s.CRow + 16);
            c20 = TLanes.Load(c + 2 * s.CRow);
            c21 = TLanes.Load(c + 2 * s.CRow + 16);
            c30 = TLanes.Load(c + 3 * s.CRow);
            c31 = TLanes.Load(c + 3 * s.CRow + 16);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j), column1 = TLanes.Load(b1 + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            c01 = TLanes.MultiplyAdd(factor, column1, c01);
            factor = TLanes.Broadcast(a1[i]);
            c10 = TLanes.MultiplyAdd(factor, column0, c10);
            c11 = TLanes.MultiplyAdd(factor, column1, c11);
            factor = TLanes.Broadcast(a2[i]);
            c20 = TLanes.MultiplyAdd(factor, column0, c20);
            c21 = TLanes.MultiplyAdd(factor, column1, c21);
            factor = TLanes.Broadcast(a3[i]);
            c30 = TLanes.MultiplyAdd(factor, column0, c30);
            c31 = TLanes.MultiplyAdd(factor, column1, c31);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c01 += TLanes.Load(c + 16);
            c10 += TLanes.Load(c + s.CRow);
            c11 += TLanes.Load(c + s.CRow + 16);
            c20 += TLanes.Load(c + 2 * s.CRow);
            c21 += TLanes.Load(c + 2 * s.CRow + 16);
            c30 += TLanes.Load(c + 3 * s.CRow);
            c31 += TLanes.Load(c + 3 * s.CRow + 16);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c01, c + 16);
        TLanes.Store(c10, c + s.CRow);
        TLanes.Store(c11, c + s.CRow + 16);
        TLanes.Store(c20, c + 2 * s.CRow);
        TLanes.Store(c21, c + 2 * s.CRow + 16);
        TLanes.Store(c30, c + 3 * s.CRow);
        TLanes.Store(c31, c + 3 * s.CRow + 16);
    }

    /// <summary>4 × 16: the tile of full blocks on AVX2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile4x1(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow, a2 = a + 2 * s.ARow, a3 = a + 3 * s.ARow;
        TLanes c00, c10, c20, c30;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c10 = TLanes.Load(c + s.CRow);
            c20 = TLanes.Load(c + 2 * s.CRow);
            c30 = TLanes.Load(c + 3 * s.CRow);
        }
        else
        {
            c00 = c10 = c20 = c30 = TLanes.Zero;
        }

        nint i = 0, j = 0, aStep = s.AStep, bStep = s.BStep;
        for (int k = 0; k < depth; k++)
        {
            TLanes column0 = TLanes.Load(b + j);
            TLanes factor = TLanes.Broadcast(a[i]);
            c00 = TLanes.MultiplyAdd(factor, column0, c00);
            factor = TLanes.Broadcast(a1[i]);
            c10 = TLanes.MultiplyAdd(factor, column0, c10);
            factor = TLanes.Broadcast(a2[i]);
            c20 = TLanes.MultiplyAdd(factor, column0, c20);
            factor = TLanes.Broadcast(a3[i]);
            c30 = TLanes.MultiplyAdd(factor, column0, c30);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c10 += TLanes.Load(c + s.CRow);
            c20 += TLanes.Load(c + 2 * s.CRow);
            c30 += TLanes.Load(c + 3 * s.CRow);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c10, c + s.CRow);
        TLanes.Store(c20, c + 2 * s.CRow);
        TLanes.Store(c30, c + 3 * s.CRow);
    }
}
