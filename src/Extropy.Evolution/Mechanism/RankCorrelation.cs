namespace Extropy.Evolution.Mechanism;

/// <summary>Spearman's rank correlation; equals share the mean of their ranks.</summary>
internal static class RankCorrelation
{
    /// <summary>The correlation of two lists of equal length.</summary>
    /// <returns>In [−1, 1]; NaN with fewer than three pairs, or where one list does not vary.</returns>
    public static double Of(double[] one, double[] other)
    {
        if (one.Length != other.Length) throw new ArgumentException($"{one.Length} values cannot be paired with {other.Length}.", nameof(other));
        if (one.Length < 3) return double.NaN;
        double[] first = Ranks(one), second = Ranks(other);
        double middle = (one.Length + 1) / 2.0, product = 0, squares = 0, otherSquares = 0;
        for (int i = 0; i < first.Length; i++)
        {
            product += (first[i] - middle) * (second[i] - middle);
            squares += (first[i] - middle) * (first[i] - middle);
            otherSquares += (second[i] - middle) * (second[i] - middle);
        }

        return squares > 0 && otherSquares > 0 ? product / Math.Sqrt(squares * otherSquares) : double.NaN;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (int start = 0; start < order.Length;)
        {
            int end = start;
            while (end < order.Length && values[order[end]].Equals(values[order[start]])) end++;
            for (int i = start; i < end; i++) ranks[order[i]] = (start + end + 1) / 2.0;
            start = end;
        }

        return ranks;
    }
}
