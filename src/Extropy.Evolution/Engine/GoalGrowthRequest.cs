using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>What the goal tree may be grown from.</summary>
public sealed record GoalGrowthRequest
{
    /// <summary>The tree so far, or null.</summary>
    public required ProgramGoalTree? Tree { get; init; }

    /// <summary>The best correct candidates by merit, best first: the engine's number of elites, or fewer.</summary>
    public required ImmutableArray<Candidate> Elites { get; init; }

    /// <summary>
    /// By node of <see cref="Tree"/>: true where some correct candidate of the run fully satisfies the node itself (at least 1 − 1e-6). Empty without a tree.
    /// </summary>
    public required ImmutableArray<bool> WasSatisfied { get; init; }

    /// <summary>Random numbers of this growth alone.</summary>
    public required RandomStream Chance { get; init; }

    /// <summary>Through which models are asked: every answer is on record before it is used.</summary>
    public RunCalls Calls { get; init; } = RunCalls.Unrecorded();
}
