using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>A policy that can also tell the probability of text it did not write, such as recombined trajectories.</summary>
public interface IScoringPolicy : IStepPolicy
{
    /// <summary>
    /// Log-probability (nats) of every step of a trajectory given the prompt and the steps before it, at temperature 1, untruncated,
    /// separators included.
    /// </summary>
    /// <returns>Shape [t], each ≤ 0; −∞ for a step the policy can never write.</returns>
    ValueTask<ImmutableArray<double>> LogProbabilitiesAsync(Prompt prompt, Trajectory trajectory, CancellationToken cancellationToken);
}
