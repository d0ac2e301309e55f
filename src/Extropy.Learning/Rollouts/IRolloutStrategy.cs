using Extropy.Core.Identity;

namespace Extropy.Learning.Rollouts;

/// <summary>Turns prompts into groups of rollouts: independent samples, a tree, or any search. Many groups are collected at once.</summary>
public interface IRolloutStrategy
{
    /// <summary>Name a recipe uses.</summary>
    string Name { get; }

    /// <summary>Identity of everything that decides its groups.</summary>
    Digest Identity { get; }

    /// <summary>Collects the group of one prompt. A pure function of the request and the policy: nothing else changes a bit.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken);
}
