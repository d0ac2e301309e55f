using System.Runtime.CompilerServices;

namespace Extropy.Models.Kernels;

/// <summary>
/// The way back through attention for one query head of one sequence. With P the weights and O = P V the outputs: dV = Pᵀ dO, dP = dO Vᵀ,
/// dS = scale · P ∘ (dP − rowsum(dO ∘ O)), dQ = dS K, dK = dSᵀ Q. Source: Dao et al. 2022, appendix B.
/// </summary>
/// <remarks>
/// A block of query positions (two pages) is taken at a time against all tokens up to its last. P is recomputed from the scores and the maximum and sum that
/// the way forward kept, so memory grows with the length, not with its square. All five products are chains of <see cref="MatrixProduct{TLanes}"/>;
/// dK and dV go on where the head and page before stopped, so their order is fixed.
/// </remarks>
internal static unsafe class AttentionBackward<TLanes>
    where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Query positions taken together: the slopes of keys and values are read and written once for all of them.</summary>
    public const int BlockTokens = 2 * PageTokens;

    private const int PageTokens = ILanes<TLanes>.Count;

    /// <summary>Adds to the slopes of keys and values, and writes those of the queries.</summary>
    public static void Head(in AttentionSlopes call)
    {
        float* weights = call.Scratch, slopes = weights + BlockTokens * call.ScoreRow;
        for (int first = 0; first < call.Tokens; first += BlockTokens)
            BlockOfQueries(call, first, Math.Min(BlockTokens, call.Tokens - first), weights, slopes);
    }

    private static void BlockOfQueries(in AttentionSlopes call, int first, int positions, float* weights, float* slopes)
    {
        int passed = Math.Max(0, first + 1 - call.Window) / PageTokens * PageTokens; // tokens in pages that nobody of the block sees
        int headSize = call.HeadSize, tokens = first + positions - passed, padded = (tokens + PageTokens - 1) / PageTokens * PageTokens;
        nint pageFloats = headSize * PageTokens, before = passed * call.HeadsRow;
        float* queries = call.Queries + first * call.HeadsRow;
        float* outputSlopes = call.OutputSlopes + first * call.OutputRow;

        MatrixProduct<TLanes>.Compute(
            queries, call.KeyPages + passed * headSize, weights, positions, padded, headSize,
            new(call.HeadsRow, 1, pageFloats, PageTokens, call.ScoreRow), ProductStart.Zero);
        MatrixProduct<TLanes>.Compute(
            outputSlopes, call.TransposedValues + passed * headSize, slopes, positions, padded, headSize,
            new(call.OutputRow, 1, pageFloats, PageTokens, call.ScoreRow), ProductStart.Zero);
        for (int i = 0; i < positions; i++)
        {
            int count = first + i + 1 - passed;
            if (count > call.Window) Attention<TLanes>.Hide(weights + i * call.ScoreRow, count - call.Window);
            SoftmaxBackward(
                weights + i * call.ScoreRow, slopes + i * call.ScoreRow, count, padded, call.Statistics + (first + i) * call.StatisticsRow,
                call.Output + (first + i) * call.OutputRow, outputSlopes + i * call.OutputRow, headSize, call.Scale);
        }

        MatrixProduct<TLanes>.Compute(
            slopes, call.Keys + before, call.QuerySlopes + first * call.HeadsRow, positions, headSize, tokens,
            new(call.ScoreRow, 1, 16, call.HeadsRow, call.HeadsRow), ProductStart.Zero);
        MatrixProduct<TLanes>.Compute(
            slopes, queries, call.KeySlopes + before, tokens, headSize, positions,
            new(1, call.ScoreRow, 16, call.HeadsRow, call.HeadsRow), ProductStart.Continue);
        MatrixProduct<TLanes>.Compute(
            weights, outputSlopes, call.ValueSlopes + before, tokens, headSize, positions,
            new(1, call.ScoreRow, 16, call.OutputRow, call.HeadsRow), ProductStart.Continue);
    }

    // Turns raw scores into weights P and dP into dS, in place. Lanes after the position get weight and slope 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SoftmaxBackward(
        float* scores, float* slopes, int count, int padded, float* statistics, float* output, float* outputSlopes, int headSize,
        float factor)
    {
        TLanes along = TLanes.Zero;
        for (int i = 0; i < headSize; i += 16) along = TLanes.MultiplyAdd(TLanes.Load(outputSlopes + i), TLanes.Load(output + i), along);

        TLanes scale = TLanes.Broadcast(factor), shift = TLanes.Broadcast(statistics[0]), inverse = TLanes.Broadcast(1 / statistics[1]);
        TLanes mean = TLanes.Broadcast(TLanes.Sum(along));
        int last = (count - 1) / PageTokens * PageTokens;
        for (int i = 0; i <= last; i += PageTokens)
        {
            TLanes weight = Exponential<TLanes>.OfNonPositive(TLanes.Load(scores + i) * scale - shift) * inverse;
            if (i == last) weight = TLanes.FirstLanes(count - last, weight, TLanes.Zero);
            TLanes.Store(weight, scores + i);
            TLanes.Store(weight * (TLanes.Load(slopes + i) - mean) * scale, slopes + i);
        }

        for (int i = last + PageTokens; i < padded; i += PageTokens)
        {
            TLanes.Store(TLanes.Zero, scores + i);
            TLanes.Store(TLanes.Zero, slopes + i);
        }
    }
}
