using Extropy.Learning.Batches;
using Extropy.Models.Kernels;

namespace Extropy.Learning.Objectives;

/// <summary>How far a policy stands from the reference on the tokens of a batch.</summary>
internal static class ReferenceMetrics
{
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
