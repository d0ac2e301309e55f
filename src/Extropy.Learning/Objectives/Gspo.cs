using Extropy.Core.Errors;
using Extropy.Learning.Statistics;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Objectives;

/// <summary>
/// One ratio a rollout, s = exp(min(10, mean over its counted tokens of lp − lp_old)): l = max(−As, −A clip(s, 1 − ε_low, 1 + ε_high)) on each of
/// its tokens. Source: Zheng et al. 2025 (arXiv 2507.18071), in the token form s_t = sg[s] · exp(lp − sg[lp]).
/// </summary>
/// <remarks>
/// ∂l_t/∂lp_t = −As where nothing is clipped; under seq-mean-token-mean, the only aggregation it is defined with, that is the gradient of the
/// sequence form. On-policy it is that of PPO; for rollouts of one token it is PPO. Bounds are near 1 because a mean of many log-ratios is near 0.
/// </remarks>
public sealed class Gspo : ITokenLoss
{
    /// <summary>Largest ln s, as in verl.</summary>
    public const double MostLogRatio = 10;

    /// <summary>The loss.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public Gspo(GspoOptions options)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>Its bounds.</summary>
    public GspoOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "gspo";

    /// <inheritdoc/>
    public string? Aggregation => SequenceMeanTokenMean.KnownAs;

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Current = [LogProbability.Instance], Old = [LogProbability.Instance] };

    /// <inheritdoc/>
    public void Evaluate(Minibatch minibatch, UpdateContext context, Span<double> loss, StatisticTable slopes)
    {
        int low = 0, high = 0, rows = 0;
        for (int row = 0; row < minibatch.Batch.Rows; row++)
        {
            if (MeanLogRatio(minibatch, row) is not { } difference) continue;
            rows++;
            double ratio = Elementary.Exp(Math.Min(difference, MostLogRatio));
            (bool isLow, bool isHigh) = Spread(minibatch, row, ratio, isCapped: difference > MostLogRatio, loss, slopes[LogProbability.Instance]);
            low += isLow ? 1 : 0;
            high += isHigh ? 1 : 0;
        }

        if (rows == 0) return;
        context.Telemetry.Add("clip/low", (double)low / rows, rows);
        context.Telemetry.Add("clip/high", (double)high / rows, rows);
    }

    private static double? MeanLogRatio(Minibatch minibatch, int row)
    {
        ReadOnlySpan<double> current = minibatch.Current[LogProbability.Instance], old = minibatch.Old[LogProbability.Instance];
        (int start, int end) = (minibatch.Batch.RowStart.Span[row], minibatch.Batch.RowStart.Span[row + 1]);
        double sum = 0;
        int counted = 0;
        for (int n = start; n < end; n++)
        {
            if (!minibatch.Batch.Mask[n]) continue;
            sum += current[n] - old[n];
            counted++;
        }

        return counted == 0 ? null : sum / counted;
    }

    private (bool IsLow, bool IsHigh) Spread(Minibatch minibatch, int row, double ratio, bool isCapped, Span<double> loss, Span<double> slope)
    {
        (int start, int end) = (minibatch.Batch.RowStart.Span[row], minibatch.Batch.RowStart.Span[row + 1]);
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        ReadOnlySpan<double> advantages = minibatch.Batch.Advantages;
        bool anyLow = false, anyHigh = false;
        for (int n = start; n < end; n++)
        {
            if (!mask[n]) continue;
            double a = advantages[n];
            bool isLow = a < 0 && ratio < 1 - Options.Low, isHigh = a > 0 && ratio > 1 + Options.High;
            loss[n] = -a * (isLow ? 1 - Options.Low : isHigh ? 1 + Options.High : ratio);
            slope[n] = isLow || isHigh || isCapped ? 0 : -a * ratio;
            anyLow |= isLow;
            anyHigh |= isHigh;
        }

        return (anyLow, anyHigh);
    }
}
