using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <content>Tiles of eight rows: sixteen sums in registers, ten loads for sixteen multiply-adds.</content>
internal static unsafe partial class MatrixProduct<TLanes>
{
    /// <summary>8 × 32: the tile of full blocks on AVX-512.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x2(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow, a2 = a + 2 * s.ARow, a3 = a + 3 * s.ARow, a4 = a + 4 * s.ARow, a5 = a + 5 * s.ARow, a6 = a + 6 * s.ARow, a7 = a + 7 * s.ARow;
        float* b1 = b + s.BGroup;
        TLanes c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51, c60, c61, c70, c71;
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
            c40 = TLanes.Load(c + 4 * s.CRow);
            c41 = TLanes.Load(c + 4 * s.CRow + 16);
            c50 = TLanes.Load(c + 5 * s.CRow);
            c51 = TLanes.Load(c + 5 * s.CRow + 16);
            c60 = TLanes.Load(c + 6 * s.CRow);
            c61 = TLanes.Load(c + 6 * s.CRow + 16);
            c70 = TLanes.Load(c + 7 * s.CRow);
            c71 = TLanes.Load(c + 7 * s.CRow + 16);
        }
        else
        {
            c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = TLanes.Zero;
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
            factor = TLanes.Broadcast(a4[i]);
            c40 = TLanes.MultiplyAdd(factor, column0, c40);
            c41 = TLanes.MultiplyAdd(factor, column1, c41);
            factor = TLanes.Broadcast(a5[i]);
            c50 = TLanes.MultiplyAdd(factor, column0, c50);
            c51 = TLanes.MultiplyAdd(factor, column1, c51);
            factor = TLanes.Broadcast(a6[i]);
            c60 = TLanes.MultiplyAdd(factor, column0, c60);
            c61 = TLanes.MultiplyAdd(factor, column1, c61);
            factor = TLanes.Broadcast(a7[i]);
            c70 = TLanes.MultiplyAdd(factor, column0, c70);
            c71 = TLanes.MultiplyAdd(factor, column1, c71);
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
            c40 += TLanes.Load(c + 4 * s.CRow);
            c41 += TLanes.Load(c + 4 * s.CRow + 16);
            c50 += TLanes.Load(c + 5 * s.CRow);
            c51 += TLanes.Load(c + 5 * s.CRow + 16);
            c60 += TLanes.Load(c + 6 * s.CRow);
            c61 += TLanes.Load(c + 6 * s.CRow + 16);
            c70 += TLanes.Load(c + 7 * s.CRow);
            c71 += TLanes.Load(c + 7 * s.CRow + 16);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c01, c + 16);
        TLanes.Store(c10, c + s.CRow);
        TLanes.Store(c11, c + s.CRow + 16);
        TLanes.Store(c20, c + 2 * s.CRow);
        TLanes.Store(c21, c + 2 * s.CRow + 16);
        TLanes.Store(c30, c + 3 * s.CRow);
        TLanes.Store(c31, c + 3 * s.CRow + 16);
        TLanes.Store(c40, c + 4 * s.CRow);
        TLanes.Store(c41, c + 4 * s.CRow + 16);
        TLanes.Store(c50, c + 5 * s.CRow);
        TLanes.Store(c51, c + 5 * s.CRow + 16);
        TLanes.Store(c60, c + 6 * s.CRow);
        TLanes.Store(c61, c + 6 * s.CRow + 16);
        TLanes.Store(c70, c + 7 * s.CRow);
        TLanes.Store(c71, c + 7 * s.CRow + 16);
    }

    /// <summary>8 × 16: a last odd group of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile8x1(float* a, float* b, float* c, int depth, in ProductStrides s, ProductStart start)
    {
        float* a1 = a + s.ARow, a2 = a + 2 * s.ARow, a3 = a + 3 * s.ARow, a4 = a + 4 * s.ARow, a5 = a + 5 * s.ARow, a6 = a + 6 * s.ARow, a7 = a + 7 * s.ARow;
        TLanes c00, c10, c20, c30, c40, c50, c60, c70;
        if (start == ProductStart.Continue)
        {
            c00 = TLanes.Load(c);
            c10 = TLanes.Load(c + s.CRow);
            c20 = TLanes.Load(c + 2 * s.CRow);
            c30 = TLanes.Load(c + 3 * s.CRow);
            c40 = TLanes.Load(c + 4 * s.CRow);
            c50 = TLanes.Load(c + 5 * s.CRow);
            c60 = TLanes.Load(c + 6 * s.CRow);
            c70 = TLanes.Load(c + 7 * s.CRow);
        }
        else
        {
            c00 = c10 = c20 = c30 = c40 = c50 = c60 = c70 = TLanes.Zero;
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
            factor = TLanes.Broadcast(a4[i]);
            c40 = TLanes.MultiplyAdd(factor, column0, c40);
            factor = TLanes.Broadcast(a5[i]);
            c50 = TLanes.MultiplyAdd(factor, column0, c50);
            factor = TLanes.Broadcast(a6[i]);
            c60 = TLanes.MultiplyAdd(factor, column0, c60);
            factor = TLanes.Broadcast(a7[i]);
            c70 = TLanes.MultiplyAdd(factor, column0, c70);
            i += aStep;
            j += bStep;
        }

        if (start == ProductStart.AddAfter)
        {
            c00 += TLanes.Load(c);
            c10 += TLanes.Load(c + s.CRow);
            c20 += TLanes.Load(c + 2 * s.CRow);
            c30 += TLanes.Load(c + 3 * s.CRow);
            c40 += TLanes.Load(c + 4 * s.CRow);
            c50 += TLanes.Load(c + 5 * s.CRow);
            c60 += TLanes.Load(c + 6 * s.CRow);
            c70 += TLanes.Load(c + 7 * s.CRow);
        }

        TLanes.Store(c00, c);
        TLanes.Store(c10, c + s.CRow);
        TLanes.Store(c20, c + 2 * s.CRow);
        TLanes.Store(c30, c + 3 * s.CRow);
        TLanes.Store(c40, c + 4 * s.CRow);
        TLanes.Store(c50, c + 5 * s.CRow);
        TLanes.Store(c60, c + 6 * s.CRow);
        TLanes.Store(c70, c + 7 * s.CRow);
    }
}
