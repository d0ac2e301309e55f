namespace Extropy.Core.Outcomes;

/// <summary>The ways in which work may end without a result although nothing is broken.</summary>
public enum FailureKind
{
    /// <summary>A candidate, answer or response is not of the form asked for.</summary>
    Invalid,

    /// <summary>A verifier or a provider refused.</summary>
    Refused,

    /// <summary>A budget counter cannot pay for it.</summary>
    BudgetSpent,

    /// <summary>It took longer than allowed.</summary>
    TimedOut,

    /// <summary>The caller no longer wants it.</summary>
    Cancelled,

    /// <summary>Nothing was found, or a service did not answer.</summary>
    Unavailable,
}
