namespace Extropy.Learning.Rollouts;

/// <summary>How a rollout came about.</summary>
public enum RolloutSource
{
    /// <summary>Drawn from the policy in one go.</summary>
    Sampled,

    /// <summary>A member of a search's pool; its text may be spliced from several draws.</summary>
    Searched,

    /// <summary>Drawn from the policy in one go, to fill a group that a search left short.</summary>
    Padded,
}
