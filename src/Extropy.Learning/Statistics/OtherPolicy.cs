namespace Extropy.Learning.Statistics;

/// <summary>A second policy that a statistic compares with.</summary>
public enum OtherPolicy
{
    /// <summary>The policy before the update, θ_old.</summary>
    Old,

    /// <summary>The frozen reference.</summary>
    Reference,
}
