namespace Extropy.Core.Outcomes;

/// <summary>Why work ended without a result.</summary>
/// <param name="Kind">What a program decides by.</param>
/// <param name="Reason">One sentence for a person: what, where, and what would help.</param>
public sealed record Failure(FailureKind Kind, string Reason)
{
    /// <summary>Kind and reason.</summary>
    public override string ToString() => $"{Kind}: {Reason}";
}
