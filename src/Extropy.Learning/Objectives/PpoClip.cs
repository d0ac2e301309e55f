using Extropy.Core.Errors;
using Extropy.Learning.Statistics;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Objectives;

/// <summary>
/// l = max(−Aρ, −A clip(ρ, 1 − ε_low, 1 + ε_high)) with ρ = exp(clamp(lp − lp_old, ±20)); for A &lt; 0 never above −Ac. Source: Schulman et al. 2017
/// (arXiv 1707.06347), equation 7; asymmetric bounds as in DAPO (arXiv 2503.14476), the dual clip as in Ye et al. 2020.
/// </summary>
public sealed class PpoClip : ITokenLoss
{
    private const double MostLogRatio = 20;

    /// <summary>The loss.</summary>
    /// <exception cref="BadInputException">An option out of range.</exception>
    public PpoClip(PpoClipOptions options)
    {
        options.Validate();
        Options = options;
    }

    /// <summary>Its bounds.</summary>
    public PpoClipOptions Options { get; }

    /// <inheritdoc/>
    public string Name => "ppo-clip";

    /// <inheritdoc/>
    public StatisticNeeds Needs { get; } = new() { Current = [LogProbability.Instance], Old = [LogProbability.Instance] };

    /// <inheritdoc/>
    public void Evaluate(Minibatch minibatch, UpdateContext context, Span<double> loss, StatisticTable slopes)
    {
        ReadOnlySpan<bool> mask = minibatch.Batch.Mask;
        ReadOnlySpan<double> advantages = minibatch.Batch.Advantages;
        ReadOnlySpan<double> current = minibatch.Current[LogProbability.Instance], old = minibatch.Old[LogProbability.Instance];
        Span<double> slope = slopes[LogProbability.Instance];
        int low = 0, high = 0;
        for (int n = 0; n < mask.Length; n++)
        {
            if (!mask[n]) continue;
            double a = advantages[n], difference = current[n] - old[n];
            double ratio = Elementary.Exp(Math.Clamp(difference, -MostLogRatio, MostLogRatio));
            bool isClippedLow = a < 0 && ratio < 1 - Options.Low, isClippedHigh = a > 0 && ratio > 1 + Options.High;
            bool isDual = a < 0 && ratio > Options.Dual;
            if (isClippedLow) low++;
            if (isClippedHigh) high++;
            loss[n] = isClippedLow ? -a * (1 - Options.Low) : isClippedHigh ? -a * (1 + Options.High) : isDual ? -a * Options.Dual : -a * ratio;
            bool isFlat = isClippedLow || isClippedHigh || isDual || Math.Abs(difference) > MostLogRatio;
            slope[n] = isFlat ? 0 : -a * ratio;
        }

        if (minibatch.Batch.Counted == 0) return;
        context.Telemetry.Add("clip/low", (double)low / minibatch.Batch.Counted, minibatch.Batch.Counted);
        context.Telemetry.Add("clip/high", (double)high / minibatch.Batch.Counted, minibatch.Batch.Counted);
    }
}
