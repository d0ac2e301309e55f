using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Search.Contracts;

namespace Extropy.Learning.Rollouts;

/// <summary>The rollouts of one prompt that are compared with each other.</summary>
/// <param name="Problem">What was asked.</param>
/// <param name="Members">G rollouts.</param>
/// <param name="Spent">What they cost, members that were left out included.</param>
public sealed record RolloutGroup(IProblem Problem, ImmutableArray<Rollout> Members, Spending Spent)
{
    /// <summary>Identity of the search it came from, or null.</summary>
    public string? TraceId { get; init; }

    /// <summary>Something that was tried earned the whole reward, whether it is a member or not.</summary>
    public bool IsSolved { get; init; }

    /// <summary>The search itself found it; false where nothing was searched.</summary>
    public bool IsSolvedBySearch { get; init; }
}
