using System.Net;
using System.Net.Http.Headers;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace Extropy.Providers.Endpoints;

/// <summary>
/// How a call is made again: from the outside in, at most so many calls at once, a time limit for the call, retries that double their wait and
/// spread it at random or wait as the endpoint asks, evenly spaced attempts, and a time limit for each.
/// </summary>
internal static class Patience
{
    private const string SpentQuota = "insufficient_quota"; // comes as 429, but waiting does not help

    private static readonly HashSet<HttpStatusCode> Passing =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.Conflict, (HttpStatusCode)425, HttpStatusCode.TooManyRequests,
        HttpStatusCode.InternalServerError, HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout, (HttpStatusCode)529,
    ];

    /// <summary>The pipeline of one endpoint; its limits are shared by all its calls.</summary>
    public static ResiliencePipeline<HttpResponseMessage> Of(EndpointOptions options, TimeProvider time)
    {
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddConcurrencyLimiter(options.MaxConcurrentCalls, queueLimit: int.MaxValue);
        builder.AddTimeout(options.CallTimeout);
        if (options.MaxAttempts > 1) builder.AddRetry(Retries(options, time));
        if (options.AttemptsPerMinute > 0) builder.AddRateLimiter(Pace(options.AttemptsPerMinute));
        builder.AddTimeout(options.AttemptTimeout);
        return builder.Build();
    }

    private static HttpRetryStrategyOptions Retries(EndpointOptions options, TimeProvider time) => new()
    {
        MaxRetryAttempts = options.MaxAttempts - 1,
        Delay = options.FirstWait,
        MaxDelay = options.LongestWait,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = attempt => ValueTask.FromResult(IsPassing(attempt.Outcome, options, time)),
        DelayGenerator = attempt => ValueTask.FromResult(AskedWait(attempt.Outcome.Result, time)),
    };

    private static bool IsPassing(Outcome<HttpResponseMessage> outcome, EndpointOptions options, TimeProvider time)
    {
        if (outcome.Exception is { } fault) return fault is HttpRequestException or TimeoutRejectedException;
        if (outcome.Result is not { } response || !Passing.Contains(response.StatusCode)) return false;
        CallTally? tally = CallTally.Current;
        if (tally?.Code == SpentQuota) return false;
        if (AskedWait(response, time) is not { } wait || wait <= options.LongestWait) return true;
        if (tally is not null) tally.ExcessiveWait = wait;
        return false;
    }

    /// <summary>The endpoint's own wish, in seconds or as a date; null leaves the wait to the usual rule.</summary>
    private static TimeSpan? AskedWait(HttpResponseMessage? response, TimeProvider time)
    {
        RetryConditionHeaderValue? wish = response?.Headers.RetryAfter;
        TimeSpan? wait = wish?.Delta ?? (wish?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static TokenBucketRateLimiter Pace(int attemptsPerMinute) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = 1,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromMinutes(1) / attemptsPerMinute,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        AutoReplenishment = true,
    });
}
