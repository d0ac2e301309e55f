using Extropy.Core.Errors;
using Extropy.Core.Outcomes;

namespace Extropy.Providers.Endpoints;

/// <summary>
/// An endpoint gave no answer that can be used, after every attempt it was allowed. Nothing is on record for the call: a run that is resumed
/// makes it again.
/// </summary>
public sealed class EndpointException : ExtropyException
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">What a program decides by.</param>
    /// <param name="message">What, where, and how to mend it. Never holds a key.</param>
    public EndpointException(FailureKind kind, string message)
        : base(message)
    {
        Kind = kind;
    }

    /// <summary><see cref="FailureKind.Refused"/>: the endpoint will not serve this; <see cref="FailureKind.TimedOut"/>,
    /// <see cref="FailureKind.Unavailable"/>: it may later; <see cref="FailureKind.Invalid"/>: it answers something else than a chat.</summary>
    public FailureKind Kind { get; }

    /// <summary>The last status of HTTP, or null when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>Attempts made.</summary>
    public int Attempts { get; init; }

    /// <summary>Attempts that may have been charged.</summary>
    public int UncertainAttempts { get; init; }
}
