using System.Collections.Immutable;
using Extropy.Core.Identity;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// Independent answers; where every one of them fails, a search looks for a right one, which takes the last one's place: a search only where
/// group-relative training would learn nothing. Our own addition.
/// </summary>
/// <param name="search">Where help comes from.</param>
public sealed class RescueRollouts(SearchRollouts search) : IRolloutStrategy
{
    private readonly IndependentRollouts _independent = new();

    /// <inheritdoc/>
    public string Name => $"rescue-{search.Name}";

    /// <inheritdoc/>
    public Digest Identity { get; } = search.Identity.Derive("rollouts/rescue/1");

    /// <inheritdoc/>
    public async ValueTask<RolloutGroup> CollectAsync(RolloutRequest request, CancellationToken cancellationToken)
    {
        RolloutGroup drawn = await _independent.CollectAsync(request, cancellationToken).ConfigureAwait(false);
        if (drawn.IsSolved || drawn.Members.IsEmpty) return drawn;
        RolloutGroup found = await search.SearchAsync(request, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Rollout> right = [.. found.Members.Where(member => member.Reward >= 1).Take(1)];
        return found with
        {
            Members = [.. drawn.Members.Take(drawn.Members.Length - right.Length), .. right],
            Spent = drawn.Spent + found.Spent,
        };
    }
}
