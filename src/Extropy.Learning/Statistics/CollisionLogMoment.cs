namespace Extropy.Learning.Statistics;

/// <summary>
/// m = Σ p² ln p ≤ 0, which the entropy change of a policy-gradient step contains; with c = Σ p², ∂/∂z_v = 2 p_v² ln p_v + p_v² − p_v (2m + c).
/// </summary>
public sealed record CollisionLogMoment : IRowStatistic
{
    /// <summary>The one instance that is needed.</summary>
    public static CollisionLogMoment Instance { get; } = new();

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double sum = 0;
        for (int v = 0; v < p.Length; v++)
            if (p[v] > 0) sum += p[v] * p[v] * row.LogProbability(v); // p² ln p → 0
        return sum;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double common = 2 * Value(row) + CollisionProbability.Instance.Value(row);
        for (int v = 0; v < p.Length; v++)
            if (p[v] > 0) logitGradients[v] += slope * p[v] * (p[v] * (2 * row.LogProbability(v) + 1) - common);
    }
}
