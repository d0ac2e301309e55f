namespace Extropy.Learning.Statistics;

/// <summary>
/// h² = 1 − Σ √(p q) in [0, 1], exact over the whole vocabulary, q another policy's row and constant; with b = Σ √(p q),
/// ∂/∂z_v = (p_v b − √(p_v q_v)) / 2. KL(p ‖ q) ≥ 2 h².
/// </summary>
/// <param name="From">Whose row q is.</param>
public sealed record SquaredHellinger(OtherPolicy From) : IRowStatistic
{
    /// <inheritdoc/>
    public OtherPolicy? Other => From;

    /// <inheritdoc/>
    public double Value(in PolicyRow row) => Math.Max(0, 1 - Affinity(row)); // rounding may leave −1e−16 where p = q

    /// <inheritdoc/>
    public void AddGradient(in PolicyRow row, double slope, Span<double> logitGradients)
    {
        ReadOnlySpan<double> p = row.Probabilities, q = row.Other;
        double affinity = Affinity(row);
        for (int v = 0; v < p.Length; v++) logitGradients[v] += slope * (p[v] * affinity - Math.Sqrt(p[v] * q[v])) / 2;
    }

    private static double Affinity(in PolicyRow row)
    {
        ReadOnlySpan<double> p = row.Probabilities, q = row.Other;
        double sum = 0;
        for (int v = 0; v < p.Length; v++) sum += Math.Sqrt(p[v] * q[v]);
        return sum;
    }
}
