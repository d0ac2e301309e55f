namespace Extropy.Learning.Rollouts;

/// <summary>
/// Drops groups whose verifier rewards are all equal, right throughout or wrong throughout: their group-relative advantages are all 0. Source: DAPO (arXiv 2503.14476), section
/// 3.2. Whoever collects decides how many groups may be drawn in their place.
/// </summary>
public sealed class DynamicSampling : IRolloutFilter
{
    /// <inheritdoc/>
    public string Name => "dynamic-sampling";

    /// <inheritdoc/>
    public RolloutGroup? Filter(RolloutGroup group) => Teaches(group) ? group : null;

    /// <summary>Whether verifier rewards differ within a group.</summary>
    public static bool Teaches(RolloutGroup group)
    {
        foreach (Rollout member in group.Members)
            if (member.Reward != group.Members[0].Reward) return true;
        return false;
    }
}
