using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>
/// out = softmax(scale · q Kᵀ) V over pages of sixteen tokens, for the query heads that share one key-value head, at one position or a
/// few neighbouring ones. Decoding, prefill and training all come here. Source: Vaswani et al. 2017, equation 1; Ainslie et al. 2023 for the groups.
/// </summary>
/// <remarks>
/// A page holds K transposed, [headSize][16 tokens], so sixteen scores are one multiply-add chain over the head's elements without a sum
/// across lanes; and V as [16 tokens][headSize], so an output is one chain over the tokens in order. Neighbouring pages are taken together.
/// Two passes: scores and their maximum, then weights e^(s − max), whose sum runs in sixteen lanes; the division by it comes last. Lanes of
/// the last page beyond the position are −∞, weight exactly 0, and so are tokens before the row's window. Nothing depends on how many
/// positions are taken together.
/// </remarks>
internal static unsafe class Attention<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    private const int PageTokens = ILanes<TLanes>.Count;

    /// <summary>Computes the outputs of one tile of rows.</summary>
    /// <param name="tile">Where everything stands.</param>
    /// <param name="keys">K of page 0 of this layer and key-value head.</param>
    /// <param name="values">V of page 0 of the same.</param>
    /// <param name="queries">q of the first row and head of the group.</param>
    /// <param name="output">Receives the output of the same.</param>
    /// <param name="statistics">Receives the maximum and the sum of each row and head, or null.</param>
    public static void Forward(in AttentionTile tile, float* keys, float* values, float* queries, float* output, float* statistics)
    {
        int rows = tile.Positions * tile.Group, headSize = tile.HeadSize;
        float* gathered = tile.Scratch, sums = gathered + rows * headSize, scores = sums + rows * headSize;
        Gather(tile, queries, tile.QueryRow, gathered);
        Scores(tile, keys, gathered, scores);
        new Span<float>(sums, rows * headSize).Clear();

        float* mass = stackalloc float[rows];
        for (int row = 0; row < rows; row++)
        {
            float* pair = statistics is null ? null : statistics + (row / tile.Group * tile.StatisticsRow) + row % tile.Group * 2;
            int count = tile.Position + row / tile.Group + 1;
            if (count > tile.Window) Hide(scores + row * tile.ScoreRow, count - tile.Window);
            mass[row] = Weights(scores + row * tile.ScoreRow, count, tile.Scale, pair);
        }

        WeightedValues(tile, values, scores, sums);
        for (int row = 0; row < rows; row++)
        {
            float* target = output + row / tile.Group * tile.OutputRow + row % tile.Group * headSize;
            TLanes divisor = TLanes.Broadcast(mass[row]);
            for (int i = 0; i < headSize; i += 16) TLanes.Store(TLanes.Load(sums + row * headSize + i) / divisor, target + i);
        }
    }

    /// <summary>Copies rows of a group of heads next to each other: shape [positions · group, headSize].</summary>
    internal static void Gather(in AttentionTile tile, float* source, nint sourceRow, float* gathered)
    {
        int floats = tile.Group * tile.HeadSize;
        for (int position = 0; position < tile.Positions; position++)
        {
            for (int i = 0; i < floats; i += 16) TLanes.Store(TLanes.Load(source + position * sourceRow + i), gathered + position * floats + i);
        }
    }

    /// <summary>q · k for every row of the tile and every token up to the end of its last page, not yet scaled or masked.</summary>
    internal static void Scores(in AttentionTile tile, float* keys, float* gathered, float* scores)
    {
        int rows = tile.Positions * tile.Group, headSize = tile.HeadSize, pages = tile.Pages;
        nint pageFloats = headSize * PageTokens;
        ProductStrides strides = new(headSize, 1, pageFloats, PageTokens, tile.ScoreRow);
        for (int page = 0; page < pages;)
        {
            int run = Run(tile.Table, page, pages);
            MatrixProduct<TLanes>.Compute(
                gathered, keys + tile.Table[page] * pageFloats, scores + page * PageTokens, rows, run * PageTokens, headSize, strides, ProductStart.Zero);
            page += run;
        }
    }

    /// <summary>Takes the first tokens out of a row of scores: −∞ has weight exactly 0.</summary>
    internal static void Hide(float* scores, int tokens)
    {
        TLanes nothing = TLanes.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < tokens; i += PageTokens)
            TLanes.Store(TLanes.FirstLanes(Math.Min(PageTokens, tokens - i), nothing, TLanes.Load(scores + i)), scores + i);
    }

    // Turns the scores of one row into weights and returns their sum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Weights(float* scores, int count, float scale, float* statistics)
    {
        int last = (count - 1) / PageTokens * PageTokens;
        TLanes factor = TLanes.Broadcast(scale), top = TLanes.Broadcast(float.NegativeInfinity);
        for (int i = 0; i < last; i += PageTokens)
        {
            TLanes scaled = TLanes.Load(scores + i) * factor;
            TLanes.Store(scaled, scores + i);
            top = TLanes.Max(scaled, top);
        }

        TLanes tail = TLanes.FirstLanes(count - last, TLanes.Load(scores + last) * factor, TLanes.Broadcast(float.NegativeInfinity));
        TLanes.Store(tail, scores + last);
        float maximum = TLanes.Largest(TLanes.Max(tail, top));

        TLanes shift = TLanes.Broadcast(maximum), total = TLanes.Zero;
        for (int i = 0; i <= last; i += PageTokens)
        {
            TLanes weight = Exponential<TLanes>.OfNonPositive(TLanes.Load(scores + i) - shift);
            TLanes.Store(weight, scores + i);
            total += weight;
        }

        float sum = TLanes.Sum(total);
        if (statistics is not null)
        {
            statistics[0] = maximum;
            statistics[1] = sum;
        }

        return sum;
    }

    // Σ weight · v over the tokens in order. Tokens after the last position are never read: their memory may hold anything.
    private static void WeightedValues(in AttentionTile tile, float* values, float* weights, float* sums)
    {
        int rows = tile.Positions * tile.Group, headSize = tile.HeadSize, count = tile.Position + tile.Positions, pages = tile.Pages;
        nint pageFloats = headSize * PageTokens;
        ProductStrides strides = new(tile.ScoreRow, 1, 16, headSize, headSize);
        for (int page = 0; page < pages;)
        {
            int run = Run(tile.Table, page, pages), first = page * PageTokens;
            MatrixProduct<TLanes>.Compute(
                weights + first, values + tile.Table[page] * pageFloats, sums, rows, headSize, Math.Min(run * PageTokens, count - first), strides,
                ProductStart.Continue);
            page += run;
        }
    }

    // How many pages from this one on stand next to each other in memory.
    private static int Run(int* table, int page, int pages)
    {
        int end = page + 1;
        while (end < pages && table[end] == table[end - 1] + 1) end++;
        return end - page;
    }
}
