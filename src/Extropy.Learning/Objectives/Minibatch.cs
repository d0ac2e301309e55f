using Extropy.Learning.Batches;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Objectives;

/// <summary>What methods see: some rollouts, and what is known of the policies at each of their positions.</summary>
/// <param name="Batch">The rollouts with their advantages.</param>
/// <param name="Current">Statistics of the policy that is trained, columns of shape [N]; 0 on positions that do not count.</param>
/// <param name="Old">The same of θ_old.</param>
/// <param name="Reference">The same of the frozen reference.</param>
public sealed record Minibatch(RolloutBatch Batch, StatisticTable Current, StatisticTable Old, StatisticTable Reference);
