using System.Diagnostics;
using Extropy.Core.Outcomes;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Testing.Endpoints;
using Microsoft.Extensions.Time.Testing;

namespace Extropy.Providers.Tests.Endpoints;

/// <summary>Retries, waits, time limits, rate and concurrency, over a real socket.</summary>
public sealed class PatienceTests
{
    [Fact]
    public async Task Ask_ServerFailsTwice_IsAskedAgainUnderTheSameKey()
    {
        var account = new ModelAccount();
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(503), ServedReply.Error(500), ServedReply.Say("2", prompt: 7, output: 3));
        using ChatModel model = Opening.Model(Opening.Options(server), account);

        ModelReply reply = await model.AskAsync();

        Assert.Equal((3, 0), (reply.Attempts, reply.UncertainAttempts));
        Assert.Equal(["key-1", "key-1", "key-1"], server.Requests.Select(request => request.IdempotencyKey));
        Assert.Equal(new ModelSpending("gpt-5", 1, 3, 0, new TokenUsage(7, 0, 3, 0), reply.Money), Assert.Single(account.Rows));
    }

    [Fact]
    public async Task Ask_CutAndTruncatedAnswers_AreRepeatedAndCountedAsPossiblyCharged()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Cut("2"), ServedReply.Truncated("2"), ServedReply.Say("2"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        ModelReply reply = await model.AskAsync();

        Assert.Equal(("2", 3, 2), (reply.Text, reply.Attempts, reply.UncertainAttempts));
    }

    [Fact]
    public async Task Ask_SilentServer_EndsAtTheTimeLimitOfEveryAttempt()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Silent());
        using ChatModel model = Opening.Model(Opening.Options(server) with { AttemptTimeout = TimeSpan.FromMilliseconds(60), MaxAttempts = 2 });
        long start = Stopwatch.GetTimestamp();

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal((FailureKind.TimedOut, 2, 2), (fault.Kind, fault.Attempts, fault.UncertainAttempts));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromMilliseconds(120), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Ask_EndlessAnswer_EndsAtTheTimeLimit()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Endless(" "));
        using ChatModel model = Opening.Model(
            Opening.Options(server) with { AttemptTimeout = TimeSpan.FromMilliseconds(60), MaxAttempts = 1, MaxReplyBytes = int.MaxValue / 2 });

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal(FailureKind.TimedOut, fault.Kind);
    }

    [Fact]
    public async Task Ask_WholeCallTakesTooLong_Ends()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(503));
        using ChatModel model = Opening.Model(
            Opening.Options(server) with { CallTimeout = TimeSpan.FromMilliseconds(150), FirstWait = TimeSpan.FromSeconds(20), MaxAttempts = 9 });

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal((FailureKind.TimedOut, 1), (fault.Kind, fault.Attempts));
    }

    [Theory]
    [InlineData(429, "30")]
    [InlineData(503, "Wed, 01 Jan 2025 00:00:30 GMT")]
    public async Task Ask_EndpointAsksToWait_ItIsWaitedFor(int status, string wait)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));
        List<DateTimeOffset> arrivals = [];
        await using var server = new ModelServer(request =>
        {
            arrivals.Add(time.GetUtcNow());
            return request.Number == 0 ? ServedReply.Error(status) with { RetryAfter = wait } : ServedReply.Say("2");
        });
        using ChatModel model = Opening.Model(
            Opening.Options(server) with { AttemptTimeout = TimeSpan.FromHours(1), CallTimeout = TimeSpan.FromHours(2) }, time: time);

        Task<ModelReply> reply = model.AskAsync().AsTask();
        while (!reply.IsCompleted)
        {
            await Task.WhenAny(reply, Task.Delay(5, TestContext.Current.CancellationToken));
            if (server.Requests.Count == 1) time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, (await reply).Attempts);
        Assert.InRange(arrivals[1] - arrivals[0], TimeSpan.FromSeconds(29), TimeSpan.FromMinutes(5)); // a date counts from the reply, a second or so in
    }

    [Fact]
    public async Task Ask_EndpointAsksToWaitTooLong_EndsAtOnceAndSaysSo()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(429, "slow down") with { RetryAfter = "86400" });
        using ChatModel model = Opening.Model(Opening.Options(server));

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal((FailureKind.Unavailable, 1), (fault.Kind, fault.Attempts));
        Assert.Contains("1.00:00:00", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_QuotaSpent_IsNotRepeated()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(429, "You exceeded your quota.", "insufficient_quota"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Contains("quota", fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Ask_ManyAtOnce_NeverExceedTheConcurrencyLimit()
    {
        const int Calls = 20, Limit = 3;
        TaskCompletionSource[] answers = [.. Enumerable.Range(0, Calls).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        using var arrived = new SemaphoreSlim(0);
        await using var server = new ModelServer(request =>
        {
            arrived.Release();
            return ServedReply.Say($"{request.Number}") with { After = answers[request.Number].Task };
        });
        using ChatModel model = Opening.Model(Opening.Options(server) with { MaxConcurrentCalls = Limit });

        Task<ModelReply>[] calls = [.. Enumerable.Range(0, Calls).Select(number => model.AskAsync($"{number}").AsTask())];
        for (int i = 0; i < Limit; i++) await arrived.WaitAsync(TestContext.Current.CancellationToken);
        for (int answered = 0; answered < Calls; answered++)
        {
            Assert.Equal(Math.Min(Calls, answered + Limit), server.Requests.Count); // each answer lets exactly one more in
            answers[answered].SetResult();
            if (answered + Limit < Calls) await arrived.WaitAsync(TestContext.Current.CancellationToken);
        }

        await Task.WhenAll(calls);
        Assert.Equal(Limit, server.MostInFlight);
    }

    [Fact]
    public async Task Ask_RateLimit_SpacesAttempts()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2"));
        using ChatModel model = Opening.Model(Opening.Options(server) with { AttemptsPerMinute = 1200, MaxConcurrentCalls = 8 }); // one in 50 ms
        long start = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(number => model.AskAsync($"{number}").AsTask()));

        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromMilliseconds(150), "five attempts take four intervals");
    }

    [Fact]
    public async Task Ask_Cancelled_IsACancellationAndNotAFault()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ModelServer(_ =>
        {
            stop.CancelAfter(20);
            return ServedReply.Silent();
        });
        using ChatModel model = Opening.Model(Opening.Options(server));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await model.AskAsync(Opening.Call(), null, stop.Token));
    }
}
