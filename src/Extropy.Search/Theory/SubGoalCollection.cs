namespace Extropy.Search.Theory;

/// <summary>
/// Theorem 2 of Bidirectional Evolutionary Search (arXiv 2605.28814): how many fresh candidates are needed when only the whole counts,
/// and when the m independent parts may be collected one by one. Collecting evidence is not assembling a solution.
/// </summary>
public static class SubGoalCollection
{
    /// <summary>∏ pᵢ: the chance that one candidate satisfies every sub-goal at once.</summary>
    /// <param name="probabilities">Shape [m], each in (0, 1].</param>
    public static double JointProbability(ReadOnlySpan<double> probabilities)
    {
        double joint = 1;
        foreach (double probability in probabilities) joint *= probability;
        return joint;
    }

    /// <summary>∏ (1 − (1 − pᵢ)^N): the chance that N candidates cover all sub-goals between them.</summary>
    /// <param name="probabilities">Shape [m], each in (0, 1].</param>
    /// <param name="candidates">N ≥ 0.</param>
    public static double CoverageProbability(ReadOnlySpan<double> probabilities, long candidates)
    {
        double covered = 1;
        foreach (double probability in probabilities) covered *= 1 - Math.Pow(1 - probability, candidates);
        return covered;
    }

    /// <summary>Fewest candidates that succeed with probability 1 − δ when only the terminal reward is seen: ⌈ln δ / ln(1 − ∏ pᵢ)⌉.</summary>
    /// <param name="probabilities">Shape [m], each in (0, 1).</param>
    /// <param name="failure">δ in (0, 1).</param>
    public static long TerminalOnlyCandidates(ReadOnlySpan<double> probabilities, double failure) =>
        (long)Math.Ceiling(Math.Log(failure) / double.LogP1(-JointProbability(probabilities)));

    /// <summary>Fewest candidates that cover all sub-goals with probability 1 − δ, exactly.</summary>
    /// <param name="probabilities">Shape [m], each in (0, 1].</param>
    /// <param name="failure">δ in (0, 1).</param>
    public static long CoverageCandidates(ReadOnlySpan<double> probabilities, double failure)
    {
        long candidates = 1;
        while (CoverageProbability(probabilities, candidates) < 1 - failure) candidates++;
        return candidates;
    }

    /// <summary>The theorem's sufficient number, ⌈ln(m / δ) / p_min⌉.</summary>
    /// <param name="probabilities">Shape [m], each in (0, 1].</param>
    /// <param name="failure">δ in (0, 1).</param>
    public static long CoverageBound(ReadOnlySpan<double> probabilities, double failure)
    {
        double least = 1;
        foreach (double probability in probabilities) least = Math.Min(least, probability);
        return (long)Math.Ceiling(Math.Log(probabilities.Length / failure) / least);
    }
}
