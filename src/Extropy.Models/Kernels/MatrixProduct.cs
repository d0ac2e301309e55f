namespace Extropy.Models.Kernels;

/// <summary>
/// C[m, n] = Σₖ A[m, k] · B[k, n] as one chain of fused multiply-adds over k = 0, 1, … for every element of C. The sum is never split and
/// never reduced across lanes, so its bits depend on nothing but the factors: not on the tile, the number of rows, or the instruction set.
/// </summary>
/// <remarks>
/// A tile of rows × columns is kept in registers over the whole chain: each step loads the columns of B once, broadcasts one factor of A per
/// row, and does rows × groups multiply-adds. Rows that do not fill a tile are handled by lower tiles; columns always come in groups of 16.
/// </remarks>
internal static unsafe partial class MatrixProduct<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    // Rows of A that stay in the first-level cache beside a panel of B while the panels pass: 64 × 128 floats are 32 KiB.
    private const int RowBlock = 64;

    /// <summary>Computes the product.</summary>
    /// <param name="a">A, shape [rows, depth] under the strides.</param>
    /// <param name="b">B, shape [depth, columns] under the strides.</param>
    /// <param name="c">C, shape [rows, columns].</param>
    /// <param name="rows">Any number.</param>
    /// <param name="columns">A multiple of 16.</param>
    /// <param name="depth">The length of the chain.</param>
    /// <param name="strides">Where the elements stand.</param>
    /// <param name="start">Where the sums begin.</param>
    public static void Compute(
        float* a, float* b, float* c, int rows, int columns, int depth, in ProductStrides strides, ProductStart start)
    {
        int groups = columns / ILanes<TLanes>.Count;
        int full = rows - rows % TLanes.TileRows;
        for (int row = 0; row < full; row += RowBlock)
            Block(a + row * strides.ARow, b, c + row * strides.CRow, Math.Min(RowBlock, full - row), groups, depth, strides, start);
        if (full < rows) LastRows(a + full * strides.ARow, b, c + full * strides.CRow, rows - full, groups, depth, strides, start);
    }

    // A multiple of TileRows rows: a panel of columns stays in the first-level cache while the rows pass.
    private static void Block(
        float* a, float* b, float* c, int rows, int groups, int depth, in ProductStrides strides, ProductStart start)
    {
        int group = 0;
        for (; group + TLanes.TileGroups <= groups; group += TLanes.TileGroups)
        {
            float* panel = b + group * strides.BGroup;
            float* target = c + group * ILanes<TLanes>.Count;
            for (int row = 0; row < rows; row += TLanes.TileRows)
            {
                float* factors = a + row * strides.ARow;
                float* tile = target + row * strides.CRow;
                if (TLanes.TileRows == 8) Tile8x2(factors, panel, tile, depth, strides, start);
                else if (TLanes.TileRows == 4) Tile4x1(factors, panel, tile, depth, strides, start);
                else if (TLanes.TileRows == 2) Tile2x1(factors, panel, tile, depth, strides, start);
                else Tile1x1(factors, panel, tile, depth, strides, start);
            }
        }

        if (TLanes.TileGroups == 1 || group == groups) return;
        for (int row = 0; row < rows; row += TLanes.TileRows)
        {
            Tile8x1(
                a + row * strides.ARow, b + group * strides.BGroup, c + row * strides.CRow + group * ILanes<TLanes>.Count, depth, strides, start);
        }
    }

    // Fewer rows than a full tile: four, then two, then one.
    private static void LastRows(
        float* a, float* b, float* c, int rows, int groups, int depth, in ProductStrides strides, ProductStart start)
    {
        if (rows >= 4)
        {
            FourRows(a, b, c, groups, depth, strides, start);
            a += 4 * strides.ARow;
            c += 4 * strides.CRow;
            rows -= 4;
        }

        if (rows >= 2)
        {
            TwoRows(a, b, c, groups, depth, strides, start);
            a += 2 * strides.ARow;
            c += 2 * strides.CRow;
            rows -= 2;
        }

        if (rows == 1) OneRow(a, b, c, groups, depth, strides, start);
    }

    private static void FourRows(float* a, float* b, float* c, int groups, int depth, in ProductStrides strides, ProductStart start)
    {
        int group = 0;
        for (; group + 2 <= groups; group += 2)
            Tile4x2(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
        if (group < groups) Tile4x1(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
    }

    private static void TwoRows(float* a, float* b, float* c, int groups, int depth, in ProductStrides strides, ProductStart start)
    {
        int group = 0;
        if (TLanes.TileRows == 8)
        {
            for (; group + 4 <= groups; group += 4)
                Tile2x4(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
        }

        for (; group < groups; group++)
            Tile2x1(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
    }

    private static void OneRow(float* a, float* b, float* c, int groups, int depth, in ProductStrides strides, ProductStart start)
    {
        int group = 0;
        if (TLanes.SingleRowGroups == 8)
        {
            for (; group + 8 <= groups; group += 8)
                Tile1x8(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
        }

        if (TLanes.SingleRowGroups >= 4)
        {
            for (; group + 4 <= groups; group += 4)
                Tile1x4(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
        }

        for (; group < groups; group++)
            Tile1x1(a, b + group * strides.BGroup, c + group * ILanes<TLanes>.Count, depth, strides, start);
    }
}
