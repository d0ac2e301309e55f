namespace Extropy.Learning.Statistics;

/// <summary>H = −Σ p ln p in nats, exact over the whole vocabulary, with ∂/∂z_v = −p_v (ln p_v + H).</summary>
public sealed record ShannonEntropy : IRowStatistic
{
    /// <summary>The one instance that is needed.</summary>
    public static ShannonEntropy Instance { get; } = new();

    /// <inheritdoc/>
    public double Value(in PolicyRow row) => row.EntropyNats;

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        for (int v = 0; v < p.Length; v++)
            if (p[v] > 0) logitGradients[v] -= slope * p[v] * (row.LogProbability(v) + row.EntropyNats); // p ln p → 0
    }
}
