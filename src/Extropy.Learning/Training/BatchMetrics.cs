using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Training;

/// <summary>What a batch is like before it is trained on.</summary>
internal static class BatchMetrics
{
    /// <summary>
    /// Entropy (nats, token mean), −ln p per token by source, the largest difference between recorded and recomputed log-probabilities (0 when
    /// sampler and trainer agree to the bit), rewards, lengths, groups whose rewards are all equal.
    /// </summary>
    public static void Add(RolloutBatch batch, StatisticTable old, Telemetry telemetry)
    {
        ReadOnlySpan<double> lp = old[LogProbability.Instance], entropy = old[ShannonEntropy.Instance];
        double mismatch = double.NaN;
        for (int row = 0; row < batch.Rows; row++)
        {
            Rollout rollout = batch.Rollouts[row];
            string source = rollout.Source switch
            {
                RolloutSource.Searched => "nll/searched",
                RolloutSource.Padded => "nll/padded",
                _ => "nll/sampled",
            };
            (int start, int end) = (batch.RowStart.Span[row], batch.RowStart.Span[row + 1]);
            int counted = 0;
            double surprise = 0, nats = 0;
            for (int n = start; n < end; n++)
            {
                if (!batch.Mask[n]) continue;
                counted++;
                surprise -= lp[n];
                nats += entropy[n];
                if (!float.IsNaN(batch.LpSampled[n])) mismatch = double.MaxNumber(mismatch, Math.Abs((float)lp[n] - batch.LpSampled[n]));
            }

            telemetry.Add("reward", batch.Rewards[row]);
            telemetry.Add("solved", rollout.IsSolved ? 1 : 0);
            telemetry.Add("truncated", rollout.IsTruncated ? 1 : 0);
            telemetry.Add("response/length", rollout.ResponseLength);
            if (counted == 0) continue;
            telemetry.Add(source, surprise / counted, counted);
            telemetry.Add("entropy", nats / counted, counted);
        }

        if (!double.IsNaN(mismatch)) telemetry.Add("sampler/mismatch", mismatch); // NaN: nothing was recorded
        AddGroups(batch, telemetry);
    }

    private static void AddGroups(RolloutBatch batch, Telemetry telemetry)
    {
        for (int row = 0; row < batch.Rows;)
        {
            int end = row + 1, answers = 0;
            bool isConstant = true;
            while (end < batch.Rows && batch.Groups[end] == batch.Groups[row]) isConstant &= batch.Rewards[end++] == batch.Rewards[row];
            for (int i = row; i < end; i++) answers += IsFirst(batch, row, i) ? 1 : 0;
            telemetry.Add("groups/constant", isConstant ? 1 : 0);
            telemetry.Add("groups/all-wrong", isConstant && batch.Rollouts[row].Reward == 0 ? 1 : 0);
            telemetry.Add("groups/all-right", isConstant && batch.Rollouts[row].Reward >= 1 ? 1 : 0);
            telemetry.Add("groups/solved", batch.Rewards[row..end].ContainsAnyInRange(double.Epsilon, double.MaxValue) ? 1 : 0);
            telemetry.Add("groups/answers", answers);
            row = end;
        }
    }

    private static bool IsFirst(RolloutBatch batch, int start, int row)
    {
        for (int i = start; i < row; i++)
            if (string.Equals(batch.Rollouts[i].Answer, batch.Rollouts[row].Answer, StringComparison.Ordinal)) return false;
        return true;
    }
}
