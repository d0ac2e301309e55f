namespace Extropy.Learning.Statistics;

/// <summary>
/// KL(p ‖ q) = Σ p (ln p − ln q) in nats, exact over the whole vocabulary, q another policy's row; ∂/∂z_v = p_v (ln p_v − ln q_v − KL).
/// </summary>
/// <param name="From">Whose row q is.</param>
public sealed record KullbackLeibler(OtherPolicy From) : IRowStatistic
{
    /// <inheritdoc/>
    public OtherPolicy? Other => From;

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double sum = 0;
        for (int v = 0; v < p.Length; v++)
            if (p[v] > 0) sum += p[v] * (row.LogProbability(v) - row.OtherLogProbability(v));
        return sum;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double divergence = Value(row);
        for (int v = 0; v < p.Length; v++)
            if (p[v] > 0) logitGradients[v] += slope * p[v] * (row.LogProbability(v) - row.OtherLogProbability(v) - divergence);
    }
}
