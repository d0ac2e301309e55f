using System.Collections.Immutable;

namespace Extropy.Learning.Rollouts;

/// <summary>
/// The tokens of rollouts that a limit cut do not count; their rewards still do, in their group. Source: DAPO (arXiv 2503.14476), section 3.4.
/// </summary>
public sealed class OverlongFilter : IRolloutFilter
{
    /// <inheritdoc/>
    public string Name => "overlong-filter";

    /// <inheritdoc/>
    public RolloutGroup? Filter(RolloutGroup group)
    {
        ImmutableArray<Rollout> members = group.Members;
        for (int i = 0; i < members.Length; i++)
            if (members[i] is { IsTruncated: true, IsTrained: true }) members = members.SetItem(i, members[i] with { IsTrained = false });
        return members == group.Members ? group : group with { Members = members };
    }
}
