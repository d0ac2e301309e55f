using Extropy.Core.Errors;

namespace Extropy.Providers.Endpoints;

/// <summary>Where a model is asked, and how patiently.</summary>
/// <param name="Address">The endpoint: <c>https://host/v1</c>. Without a path, <c>/v1</c> is meant.</param>
/// <param name="Model">The model's name at the endpoint.</param>
public sealed record EndpointOptions(Uri Address, string Model)
{
    /// <summary>Most calls under way at once. Default 4.</summary>
    public int MaxConcurrentCalls { get; init; } = 4;

    /// <summary>Most attempts begun in a minute, evenly spaced; 0 for no limit. Default 0.</summary>
    public int AttemptsPerMinute { get; init; }

    /// <summary>Most attempts at one call. Default 5.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Longest time for one attempt, reading the answer included. Default 10 minutes: models that reason take minutes.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time for a call with all its attempts and waits. Default 30 minutes.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The wait after a failed attempt; it doubles with every further one and is spread at random. Default 2 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait that an endpoint may ask for (<c>Retry-After</c>); one that asks for more ends the call. Default 5 minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Most bytes of an answer; the rest of a larger one is not read. Default 4 MiB.</summary>
    public int MaxReplyBytes { get; init; } = 4 << 20;

    /// <summary>Accepts answers of a model with another name than the one asked for. Default false.</summary>
    public bool AcceptOtherModel { get; init; }

    /// <summary>The address with its path.</summary>
    internal Uri Base => Address.AbsolutePath is "/" or "" ? new Uri(Address, "/v1") : Address;

    /// <summary>The same with another time limit for one attempt; the whole call gets three times as long, half an hour at least and a day at most.</summary>
    public EndpointOptions WithAttemptTimeout(TimeSpan longest) => this with
    {
        AttemptTimeout = longest,
        CallTimeout = TimeSpan.FromTicks(Math.Clamp(3 * longest.Ticks, TimeSpan.FromMinutes(30).Ticks, TimeSpan.TicksPerDay)),
    };

    /// <summary>Checks every value.</summary>
    /// <param name="hasKey">True when a key will be sent.</param>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate(bool hasKey)
    {
        List<string> faults = [];
        bool isWeb = Address.IsAbsoluteUri && Address.Scheme is "http" or "https";
        if (!isWeb) faults.Add($"'{Address.OriginalString}' is not an http or https address");
        else if (Address.UserInfo.Length > 0) faults.Add($"the address carries a user name or password; a key belongs into {ApiKey.Variable}");
        else if (Address.Query.Length > 0 || Address.Fragment.Length > 0) faults.Add("the address has a query; give it up to its path, e.g. https://host/v1");
        else if (hasKey && Address.Scheme == "http" && !Address.IsLoopback)
            faults.Add($"a key is not sent to another machine without encryption; use https, or unset {ApiKey.Variable} and {ApiKey.OpenAIVariable}");
        if (string.IsNullOrWhiteSpace(Model)) faults.Add("no model is named");
        if (MaxConcurrentCalls < 1) faults.Add($"most concurrent calls {MaxConcurrentCalls} is below 1");
        if (AttemptsPerMinute < 0) faults.Add($"attempts per minute {AttemptsPerMinute} is negative (0 for no limit)");
        if (MaxAttempts < 1) faults.Add($"most attempts {MaxAttempts} is below 1");
        if (MaxReplyBytes < 1024) faults.Add($"most reply bytes {MaxReplyBytes} is below 1024");
        foreach ((string name, TimeSpan time) in (ReadOnlySpan<(string, TimeSpan)>)
                 [("attempt timeout", AttemptTimeout), ("call timeout", CallTimeout), ("first wait", FirstWait), ("longest wait", LongestWait)])
        {
            if (time < TimeSpan.FromMilliseconds(10) || time > TimeSpan.FromDays(1)) faults.Add($"{name} {time} is not between 10 ms and a day");
        }

        if (faults.Count > 0) throw new BadInputException($"Endpoint: {string.Join("; ", faults)}.");
    }
}
