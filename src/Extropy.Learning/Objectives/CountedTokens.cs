using Extropy.Learning.Batches;

namespace Extropy.Learning.Objectives;

/// <summary>The masks of single rollouts.</summary>
internal static class CountedTokens
{
    /// <summary>|o|, counted tokens of one rollout.</summary>
    public static int OfRow(RolloutBatch batch, int row) => batch.Mask[batch.PositionsOf(row)].Count(true);

    /// <summary>Rollouts with at least one counted token.</summary>
    public static int Rows(RolloutBatch batch)
    {
        int rows = 0;
        for (int row = 0; row < batch.Rows; row++) rows += batch.Mask[batch.PositionsOf(row)].Contains(true) ? 1 : 0;
        return rows;
    }

    /// <summary>Gives every counted token of a rollout the same coefficient, and the others 0.</summary>
    public static void Fill(RolloutBatch batch, int row, double share, Span<double> coefficients)
    {
        ReadOnlySpan<bool> mask = batch.Mask[batch.PositionsOf(row)];
        Span<double> places = coefficients[batch.PositionsOf(row)];
        for (int n = 0; n < mask.Length; n++) places[n] = mask[n] ? share : 0;
    }
}
