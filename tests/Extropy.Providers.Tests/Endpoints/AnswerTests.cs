using Extropy.Core.Errors;
using Extropy.Core.Outcomes;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Testing.Endpoints;

namespace Extropy.Providers.Tests.Endpoints;

/// <summary>What comes of answers of every kind, over a real socket.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Ask_GoodAnswer_ChargesExactlyWhatWasCounted()
    {
        var account = new ModelAccount();
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2", prompt: 1000, output: 200, cached: 400));
        using ChatModel model = Opening.Model(Opening.Options(server), account);

        ModelReply reply = await model.AskAsync();

        Assert.Equal(("2", "gpt-5", ReplyEnd.Complete), (reply.Text, reply.Model, reply.End));
        Assert.Equal(new TokenUsage(1000, 400, 200, 0), reply.Usage);
        Assert.Equal(0.0028m, reply.Money); // 600 × 1.25 + 400 × 0.125 + 200 × 10, per million
        Assert.Equal(0.0028m, account.Spent);
        Assert.Equal([new ModelSpending("gpt-5", 1, 1, 0, reply.Usage, 0.0028m)], account.Rows);
    }

    [Fact]
    public async Task Ask_GoodAnswer_SendsTheCallAsMeant()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        await model.AskAsync(Opening.Call("How much?") with { Temperature = 0.5, Reasoning = ReasoningLevel.High }, "key-7", TestContext.Current.CancellationToken);

        ServedRequest request = Assert.Single(server.Requests);
        Assert.Equal("/v1/chat/completions", request.Path);
        Assert.Equal(["Be brief.", "How much?"], request.Turns);
        Assert.Equal("key-7", request.IdempotencyKey);
        Assert.Equal($"Bearer {Opening.Secret}", request.Headers["authorization"]);
        Assert.Equal(0.5, (double?)request.Body["temperature"]);
        Assert.Equal(100, (int?)request.Body["max_completion_tokens"]);
        Assert.Equal("high", (string?)request.Body["reasoning_effort"]);
    }

    [Fact]
    public async Task Ask_WithoutKey_SendsNone()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2"));
        using ChatModel model = Opening.Model(Opening.Options(server), withKey: false);

        await model.AskAsync();

        Assert.DoesNotContain("authorization", server.Requests[0].Headers.Keys);
    }

    [Fact]
    public async Task Ask_Refusal_IsAReplyAndNotAnError()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("", refusal: "I cannot help with that."));
        using ChatModel model = Opening.Model(Opening.Options(server));

        ModelReply reply = await model.AskAsync();

        Assert.Equal((ReplyEnd.Refused, "I cannot help with that."), (reply.End, reply.Text));
    }

    [Fact]
    public async Task Ask_ContentFilterAsError_IsARefusalThatCostsNothing()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(400, "filtered", "content_filter"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        ModelReply reply = await model.AskAsync();

        Assert.Equal((ReplyEnd.Refused, 0m), (reply.End, reply.Money));
    }

    [Fact]
    public async Task Ask_TokenLimit_IsSaid()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("The answer is", finish: "length"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        Assert.Equal(ReplyEnd.Cut, (await model.AskAsync()).End);
    }

    [Fact]
    public async Task Ask_NoCounts_ChargesTheMostThatItCanCost()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2", isCounted: false));
        using ChatModel model = Opening.Model(Opening.Options(server));

        ModelReply reply = await model.AskAsync();

        Assert.True(reply.IsUsageBound);
        Assert.Equal(new TokenUsage(Opening.Call().PromptTokensBound, 0, 100, 0), reply.Usage);
    }

    [Theory]
    [InlineData("gpt-5-2025-08-07", true)]
    [InlineData("GPT-5", true)]
    [InlineData("gpt-5-mini", false)]
    [InlineData("gpt-4o", false)]
    public async Task Ask_AnotherModelAnswers_IsRefusedUnlessItIsASnapshot(string answering, bool isAccepted)
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2", model: answering));
        using ChatModel model = Opening.Model(Opening.Options(server));

        if (isAccepted)
        {
            Assert.Equal(answering, (await model.AskAsync()).Model);
            return;
        }

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());
        Assert.Equal(FailureKind.Invalid, fault.Kind);
        Assert.Contains(answering, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_HugeAnswer_IsDroppedAndPaidOnce()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(new string('x', 200_000)));
        using ChatModel model = Opening.Model(Opening.Options(server) with { MaxReplyBytes = 10_000 });

        ModelReply reply = await model.AskAsync();

        Assert.Equal((ReplyEnd.Overlong, "", 1), (reply.End, reply.Text, reply.Attempts));
        Assert.True(reply.IsUsageBound);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Ask_EndlessAnswer_EndsAtTheSizeLimit()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Endless("{\"choices\": ["));
        using ChatModel model = Opening.Model(Opening.Options(server) with { MaxReplyBytes = 10_000 });

        Assert.Equal(ReplyEnd.Overlong, (await model.AskAsync()).End);
    }

    [Theory]
    [InlineData(401, FailureKind.Refused, ApiKey.Variable)]
    [InlineData(404, FailureKind.Refused, "gpt-5")]
    [InlineData(400, FailureKind.Refused, "no")]
    [InlineData(307, FailureKind.Refused, "elsewhere")]
    public async Task Ask_DefiniteRefusal_IsNotRepeated(int status, FailureKind kind, string mentions)
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(status));
        using ChatModel model = Opening.Model(Opening.Options(server));

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal((kind, status), (fault.Kind, fault.Status));
        Assert.Contains(mentions, fault.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
        Assert.Equal(0, fault.UncertainAttempts);
    }

    [Fact]
    public async Task Ask_NotAChat_IsSaid()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Raw("{\"hello\": 1}"));
        using ChatModel model = Opening.Model(Opening.Options(server));

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal(FailureKind.Invalid, fault.Kind);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsSaidAfterEveryAttempt()
    {
        var server = ModelServer.Saying(ServedReply.Say("2"));
        EndpointOptions options = Opening.Options(server) with { MaxAttempts = 3 };
        await server.DisposeAsync();
        using ChatModel model = Opening.Model(options);

        EndpointException fault = await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());

        Assert.Equal((FailureKind.Unavailable, 3, 0), (fault.Kind, fault.Attempts, fault.UncertainAttempts));
    }

    [Theory]
    [InlineData("http://models.example.com/v1", "encryption")]
    [InlineData("ftp://127.0.0.1/v1", "http or https")]
    [InlineData("https://user:pass@models.example.com/v1", "password")]
    [InlineData("https://models.example.com/v1?key=1", "query")]
    public void Open_AddressThatWouldLeakOrFail_IsRefusedInOneSentence(string address, string mentions)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => Opening.Model(new EndpointOptions(new Uri(address), "gpt-5")));

        Assert.Contains(mentions, fault.Message, StringComparison.Ordinal);
    }
}
