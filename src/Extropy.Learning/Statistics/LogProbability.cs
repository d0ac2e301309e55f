namespace Extropy.Learning.Statistics;

/// <summary>ln p(token), with ∂/∂z = e_token − p.</summary>
public sealed record LogProbability : IRowStatistic
{
    /// <summary>The one instance that is needed.</summary>
    public static LogProbability Instance { get; } = new();

    /// <inheritdoc/>
    public double Value(in PolicyRow row) => row.LogProbability(row.Token);

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities;
        for (int v = 0; v < p.Length; v++) logitGradients[v] -= slope * p[v];
        logitGradients[row.Token] += slope;
    }
}
