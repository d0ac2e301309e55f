namespace Extropy.Search.Bes;

/// <summary>When a search is done, besides running out of budget.</summary>
public enum StopRule
{
    /// <summary>At the first verified solution: what the released code does.</summary>
    FirstSolution,

    /// <summary>When enough different complete trajectories are in the pool: the paper's text for post-training groups.</summary>
    EnoughComplete,

    /// <summary>Never: the whole budget is spent.</summary>
    BudgetOnly,
}
