namespace Extropy.Certificates;

/// <summary>The answer of a check.</summary>
/// <param name="Verdict">Holds, does not hold, or unreadable.</param>
/// <param name="Reason">One sentence: why.</param>
public sealed record CertificateOutcome(CertificateVerdict Verdict, string Reason)
{
    /// <summary>The problem's id, for example <c>circle-packing-26</c>; null where it could not be read.</summary>
    public string? Problem { get; init; }

    /// <summary>What the problem asks, in the checker's own words.</summary>
    public string? Asked { get; init; }

    /// <summary>The claimed value as <c>p/q</c>.</summary>
    public string? Value { get; init; }

    /// <summary>The claimed value with 30 digits after the point, rounded to its worse side by the checker.</summary>
    public string? Decimal { get; init; }
}
