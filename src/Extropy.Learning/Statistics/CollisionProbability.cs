namespace Extropy.Learning.Statistics;

/// <summary>c = Σ p², the chance that two draws agree, in [1/V, 1]; ∂/∂z_v = 2 p_v (p_v − c).</summary>
public sealed record CollisionProbability : IRowStatistic
{
    /// <summary>The one instance that is needed.</summary>
    public static CollisionProbability Instance { get; } = new();

    /// <inheritdoc/>
    public double Value(in PolicyRow row)
    {
        double sum = 0;
        foreach (double p in row.Probabilities) sum += p * p;
        return sum;
    }

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        double collision = Value(row);
        for (int v = 0; v < p.Length; v++) logitGradients[v] += slope * 2 * p[v] * (p[v] - collision);
    }
}
