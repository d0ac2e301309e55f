namespace Extropy.Providers.Endpoints;

/// <summary>
/// What happens on the wire during one call, seen from above: the client library between the two knows neither attempts nor idempotency
/// keys. Flows with the call's asynchronous context; attempts of one call follow each other, so nothing is shared between threads.
/// </summary>
internal sealed class CallTally(string? idempotencyKey)
{
    private static readonly AsyncLocal<CallTally?> Ambient = new();

    /// <summary>The call under way, or null.</summary>
    public static CallTally? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The same for every attempt.</summary>
    public string? IdempotencyKey { get; } = idempotencyKey;

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Attempts that may have been charged without a usable answer.</summary>
    public int Uncertain { get; set; }

    /// <summary>The last answer's status, or null.</summary>
    public int? Status { get; set; }

    /// <summary>What the endpoint said about its last refusal, in one short line without the key.</summary>
    public string? Complaint { get; set; }

    /// <summary>The endpoint's own code of the last refusal.</summary>
    public string? Code { get; set; }

    /// <summary>A reply was larger than is read.</summary>
    public bool IsOverlong { get; set; }

    /// <summary>The wait that the endpoint asked for, when it is longer than allowed.</summary>
    public TimeSpan? ExcessiveWait { get; set; }
}
