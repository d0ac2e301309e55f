namespace Extropy.Evolution.Database;

/// <summary>
/// Which of two candidates is better where both stand in the archive: a correct one before an incorrect one, then the higher sum of percentiles: the score's
/// with weight 1, minus the number of lines' with the weight of brevity. A percentile is the share of the others that are strictly less.
/// </summary>
internal static class ArchiveOrder
{
    /// <summary>The weighted percentiles of one member of a set.</summary>
    /// <param name="scores">Shape [n], n ≥ 1: effective scores of the set.</param>
    /// <param name="lines">Shape [n]: lines of text.</param>
    /// <param name="index">Which member.</param>
    /// <param name="brevity">Weight of brevity, not negative.</param>
    /// <returns>In [−brevity, 1]; 0 in a set of one.</returns>
    public static double Standing(ReadOnlySpan<double> scores, ReadOnlySpan<int> lines, int index, double brevity)
    {
        int worse = 0, shorter = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] < scores[index]) worse++;
            if (lines[i] < lines[index]) shorter++;
        }

        return scores.Length == 1 ? 0 : (worse - (brevity * shorter)) / (scores.Length - 1);
    }

    /// <summary>Whether a candidate is strictly better than another.</summary>
    public static bool IsBetter(bool isCorrect, double standing, bool otherIsCorrect, double otherStanding) =>
        isCorrect != otherIsCorrect ? isCorrect : standing > otherStanding;
}
