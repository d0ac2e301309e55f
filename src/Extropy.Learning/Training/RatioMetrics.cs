using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Training;

/// <summary>How far θ has moved from θ_old on the tokens of a minibatch.</summary>
internal static class RatioMetrics
{
    private const double MostLogRatio = 20;

    /// <summary>Mean ratio, the largest |ρ − 1|, and the k1 and k3 estimates of KL(θ_old ‖ θ), tokens being drawn from θ_old.</summary>
    public static void Add(RolloutBatch batch, StatisticTable current, StatisticTable old, Telemetry telemetry)
    {
        ReadOnlySpan<double> lp = current[LogProbability.Instance], lpOld = old[LogProbability.Instance];
        double ratios = 0, largest = 0, k1 = 0, k3 = 0;
        for (int n = 0; n < lp.Length; n++)
        {
            if (!batch.Mask[n]) continue;
            double difference = Math.Clamp(lp[n] - lpOld[n], -MostLogRatio, MostLogRatio), ratio = Elementary.Exp(difference);
            ratios += ratio;
            largest = Math.Max(largest, Math.Abs(ratio - 1));
            k1 -= difference;
            k3 += ratio - 1 - difference;
        }

        int counted = batch.Counted;
        telemetry.Add("ratio/mean", ratios / counted, counted);
        telemetry.Add("ratio/largest-deviation", largest);
        telemetry.Add("kl/old-k1", k1 / counted, counted);
        telemetry.Add("kl/old-k3", k3 / counted, counted);
    }
}
