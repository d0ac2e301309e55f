using Extropy.Learning.Batches;
using Extropy.Learning.Statistics;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Objectives;

/// <summary>How far a policy stands from the reference on the tokens of a batch.</summary>
internal static class ReferenceMetrics
{
    private const double MostLogRatio = 20; // as in the ratios: a searched token may be one that the start never draws

    /// <summary>
    /// How far θ_old stands from the policy as it came: the token mean of k3, which estimates KL(θ_old ‖ start) on tokens that θ_old drew itself and is
    /// never negative.
    /// </summary>
    public static void AddStart(RolloutBatch batch, StatisticTable old, StatisticTable start, Telemetry telemetry)
    {
        ReadOnlySpan<double> lp = old[LogProbability.Instance], lpStart = start[LogProbability.Instance];
        double sum = 0;
        for (int n = 0; n < lp.Length; n++)
        {
            if (!batch.Mask[n]) continue;
            double d = lp[n] - lpStart[n];
            sum += Elementary.Exp(Math.Min(-d, MostLogRatio)) - 1 + d;
        }

        telemetry.Add("kl/start", sum / batch.Counted, batch.Counted);
    }

    /// <summary>Token means of k1 and k3 without limits, and the share of tokens on which a limit was met.</summary>
    public static void Add(RolloutBatch batch, ReadOnlySpan<double> policy, ReadOnlySpan<double> reference, int clamped, Telemetry telemetry)
    {
        if (batch.Counted == 0) return;
        double k1 = 0, k3 = 0;
        for (int n = 0; n < policy.Length; n++)
        {
            if (!batch.Mask[n]) continue;
            double d = policy[n] - reference[n];
            k1 += d;
            k3 += Elementary.Exp(-d) - 1 + d;
        }

        telemetry.Add("kl/reference-k1", k1 / batch.Counted, batch.Counted);
        telemetry.Add("kl/reference-k3", k3 / batch.Counted, batch.Counted);
        telemetry.Add("kl/clamped", (double)clamped / batch.Counted, batch.Counted);
    }
}
