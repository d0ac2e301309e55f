using Extropy.Core.Errors;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Advantages;

/// <summary>
/// The divergence from the reference in the reward: each token pays β (lp_old − lp_ref), and a token's advantage loses what it and the tokens
/// after it pay: A_t −= β Σ_{u ≥ t} k1_u. Source: Ziegler et al. 2019 (arXiv 1909.08593), equation 2, with the return to go of PPO without discount.
/// </summary>
/// <remarks>It comes after the estimator, so a group's mean does not take it out again. Never together with a divergence in the loss.</remarks>
public sealed class KlReward : IAdvantageShaper, IReferenceDivergence
{
    private readonly double _beta;
    private readonly bool _isToGo;

    /// <summary>The shaper.</summary>
    /// <param name="beta">β ≥ 0; 0 changes nothing.</param>
    /// <param name="isToGo">Whether a token answers for the tokens after it, as in PPO; otherwise for its own payment alone.</param>
    /// <exception cref="BadInputException">β is negative or not finite.</exception>
    public KlReward(double beta = KlOptions.DefaultBeta, bool isToGo = true)
    {
        if (!(beta >= 0) || !double.IsFinite(beta))
            throw new BadInputException(FormattableString.Invariant($"The weight {beta} of the divergence in the reward is not in [0, ∞)."));
        (_beta, _isToGo) = (beta, isToGo);
    }

    /// <inheritdoc/>
    public string Name => "kl-reward";

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Old = [LogProbability.Instance], Reference = [LogProbability.Instance] };

    /// <inheritdoc/>
    public void Shape(Minibatch minibatch, UpdateContext context)
    {
        ReadOnlySpan<double> old = minibatch.Old[LogProbability.Instance], reference = minibatch.Reference[LogProbability.Instance];
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        Span<double> advantages = minibatch.Batch.Advantages;
        ReferenceMetrics.Add(minibatch.Batch, old, reference, clamped: 0, context.Telemetry);
        if (_beta == 0) return;
        for (int row = 0; row < minibatch.Batch.Rows; row++)
        {
            double owed = 0;
            for (int n = minibatch.Batch.RowStart.Span[row + 1] - 1; n >= minibatch.Batch.RowStart.Span[row]; n--)
            {
                if (!mask[n]) continue;
                double own = _beta * (old[n] - reference[n]);
                owed = _isToGo ? owed + own : own;
                advantages[n] -= owed;
            }
        }
    }
}
