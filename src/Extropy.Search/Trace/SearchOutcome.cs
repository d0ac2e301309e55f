namespace Extropy.Search.Trace;

/// <summary>Why a search ended.</summary>
public enum SearchOutcome
{
    /// <summary>A complete trajectory earned the whole reward.</summary>
    Solved,

    /// <summary>A budget counter reached its limit.</summary>
    BudgetSpent,

    /// <summary>Nothing new could be produced within the no-progress limit.</summary>
    Exhausted,

    /// <summary>The deadline passed.</summary>
    DeadlineReached,
}
