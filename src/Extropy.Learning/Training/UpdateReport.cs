using System.Collections.Immutable;
using Extropy.Learning.Batches;
using Extropy.Learning.Objectives;

namespace Extropy.Learning.Training;

/// <summary>What one batch did.</summary>
/// <param name="Step">Batches before this one.</param>
/// <param name="Rollouts">B.</param>
/// <param name="Tokens">Response tokens that counted.</param>
/// <param name="Updates">Optimiser steps made.</param>
/// <param name="Skipped">Optimiser steps left out because a number was not finite.</param>
/// <param name="Metrics">Named means, see the guide.</param>
public sealed record UpdateReport(
    long Step, int Rollouts, int Tokens, int Updates, int Skipped, ImmutableSortedDictionary<string, double> Metrics)
{
    internal static UpdateReport Of(long step, RolloutBatch batch, Telemetry telemetry, int updates, int skipped) =>
        new(step, batch.Rows, batch.Counted, updates, skipped, telemetry.Means.ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>One metric; NaN when it was not measured.</summary>
    public double this[string name] => Metrics.GetValueOrDefault(name, double.NaN);
}
