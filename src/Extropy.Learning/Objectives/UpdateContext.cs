using Extropy.Core.Chance;

namespace Extropy.Learning.Objectives;

/// <summary>Where a run stands when a method is asked.</summary>
/// <param name="Step">Rollout batches before this one.</param>
/// <param name="TotalSteps">Rollout batches planned.</param>
/// <param name="Epoch">Passes over this batch before this one.</param>
/// <param name="Minibatch">Minibatches of this epoch before this one.</param>
/// <param name="Minibatches">Minibatches of an epoch.</param>
/// <param name="Random">Chance of this minibatch.</param>
/// <param name="Telemetry">Where methods tell what they did.</param>
public readonly record struct UpdateContext(
    long Step, long TotalSteps, int Epoch, int Minibatch, int Minibatches, RandomStream Random, Telemetry Telemetry);
