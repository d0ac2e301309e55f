namespace Extropy.Search.Theory;

/// <summary>
/// Theorem 1 of Bidirectional Evolutionary Search (arXiv 2605.28814): rollouts of a policy stay in a thin shell of typical surprise
/// A_ε = {y : |−log P(y) − H_T| ≤ ε T}, recombined trajectories leave it. Leaving means lower probability, not correctness.
/// </summary>
public static class EntropyShell
{
    /// <summary>
    /// Upper bound on Pr(|S_T − H_T| ≥ u): 2 exp(−u² / (8 (v_T + L u / 6))) + 2 exp(−u² / (8 T C_β²)), at most 1.
    /// The second term is the drift of conditional entropies and vanishes when C_β = 0.
    /// </summary>
    /// <param name="deviationNats">u ≥ 0.</param>
    /// <param name="variance">v_T ≥ the sum of conditional variances almost surely; T L² is always valid.</param>
    /// <param name="maxSurpriseNats">L, assumption A1.</param>
    /// <param name="steps">T.</param>
    /// <param name="dependence">C_β ≥ 0, assumption A2.</param>
    public static double DeviationBound(double deviationNats, double variance, double maxSurpriseNats, int steps, double dependence)
    {
        double u = deviationNats;
        double noise = 2 * Math.Exp(-u * u / (8 * (variance + maxSurpriseNats * u / 6)));
        double drift = dependence == 0 ? 0 : 2 * Math.Exp(-u * u / (8 * steps * dependence * dependence));
        return Math.Min(1, noise + drift);
    }

    /// <summary>
    /// Lower bound on the share of recombined trajectories outside the shell: (γ − ε) T / (L T − H_T − ε T), the paper's part (b);
    /// 0 when ε ≥ γ. Holds because −log P ≤ L T always, so a mean above the shell's edge needs mass above it.
    /// </summary>
    /// <param name="gamma">γ: total correlation of the blocks, nats per step (assumption A3).</param>
    /// <param name="epsilon">ε, nats per step.</param>
    /// <param name="maxSurpriseNats">L.</param>
    /// <param name="entropyNats">H_T.</param>
    /// <param name="steps">T.</param>
    public static double GuaranteedEscape(double gamma, double epsilon, double maxSurpriseNats, double entropyNats, int steps) =>
        epsilon >= gamma
            ? 0
            : (gamma - epsilon) * steps / (maxSurpriseNats * steps - entropyNats - epsilon * steps);
}
