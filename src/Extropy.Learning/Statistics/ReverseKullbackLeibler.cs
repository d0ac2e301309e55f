namespace Extropy.Learning.Statistics;

/// <summary>
/// KL(q ‖ p) = Σ q (ln q − ln p) in nats, exact over the whole vocabulary, q another policy's row and constant; ∂/∂z_v = p_v − q_v.
/// </summary>
/// <param name="From">Whose row q is.</param>
public sealed record ReverseKullbackLeibler(OtherPolicy From) : IRowStatistic
{
    /// <inheritdoc/>
    public OtherPolicy? Other => From;

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        ReadOnlySpan<double> q = row.Other;
        double sum = 0;
        for (int v = 0; v < q.Length; v++)
            if (q[v] > 0) sum += q[v] * (row.OtherLogProbability(v) - row.LogProbability(v));
        return sum;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities, q = row.Other;
        for (int v = 0; v < p.Length; v++) logitGradients[v] += slope * (p[v] - q[v]);
    }
}
