namespace Extropy.Models.Decoding;

/// <summary>Repacks matrices into panels of sixteen columns, [group][k][16], which a matrix product reads from front to back.</summary>
internal static unsafe class Panels
{
    private const int Lanes = 16;

    /// <summary>Floats of a packed matrix: columns are filled up to a multiple of sixteen with zeros.</summary>
    public static int Length(int depth, int columns) => depth * Padded(columns);

    /// <summary>The next multiple of sixteen.</summary>
    public static int Padded(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>Packs B = Wᵀ for y = W x: B[k, n] = W[n, k].</summary>
    /// <param name="weights">W, shape [outputs, inputs].</param>
    /// <param name="panels">Receives B, depth = inputs, columns = outputs.</param>
    /// <param name="outputs">Rows of W.</param>
    /// <param name="inputs">Columns of W.</param>
    public static void PackTransposed(float* weights, float* panels, int outputs, int inputs)
    {
        for (int first = 0; first < outputs; first += Lanes)
        {
            int filled = Math.Min(Lanes, outputs - first);
            for (int k = 0; k < inputs; k++, panels += Lanes)
            {
                float* column = weights + (nint)first * inputs + k;
                for (int lane = 0; lane < filled; lane++) panels[lane] = column[(nint)lane * inputs];
                for (int lane = filled; lane < Lanes; lane++) panels[lane] = 0;
            }
        }
    }

    /// <summary>Packs B = W for dx = dy W: B[k, n] = W[k, n].</summary>
    /// <param name="weights">W, shape [outputs, inputs], inputs a multiple of 16.</param>
    /// <param name="panels">Receives B, depth = outputs, columns = inputs.</param>
    /// <param name="outputs">Rows of W.</param>
    /// <param name="inputs">Columns of W.</param>
    public static void Pack(float* weights, float* panels, int outputs, int inputs)
    {
        for (int first = 0; first < inputs; first += Lanes)
        {
            for (int k = 0; k < outputs; k++, panels += Lanes)
                new ReadOnlySpan<float>(weights + (nint)k * inputs + first, Lanes).CopyTo(new(panels, Lanes));
        }
    }

    /// <summary>Lays the rows of one head out as keys stand in pages: [page][headSize][16 tokens], zeros after the last token.</summary>
    /// <param name="rows">Shape [tokens, headSize] with rows <paramref name="row"/> floats apart.</param>
    /// <param name="row">Floats from one token to the next.</param>
    /// <param name="tokens">How many tokens.</param>
    /// <param name="headSize">Elements of the head.</param>
    /// <param name="pages">Receives the pages.</param>
    public static void PackTokens(float* rows, nint row, int tokens, int headSize, float* pages)
    {
        for (int first = 0; first < tokens; first += Lanes, rows += Lanes * row)
        {
            int filled = Math.Min(Lanes, tokens - first);
            for (int i = 0; i < headSize; i++, pages += Lanes)
            {
                for (int lane = 0; lane < filled; lane++) pages[lane] = rows[lane * row + i];
                for (int lane = filled; lane < Lanes; lane++) pages[lane] = 0;
            }
        }
    }
}
