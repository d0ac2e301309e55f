using Extropy.Core.Errors;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Testing.Endpoints;

namespace Extropy.Providers.Tests.Endpoints;

public sealed class MoneyCapTests
{
    [Fact]
    public void Open_UnknownPriceUnderACap_IsRefusedInOneSentence()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() =>
            Opening.Model(new EndpointOptions(new Uri("http://127.0.0.1:9/v1"), "my-own-model"), new ModelAccount(moneyCap: 1)));

        Assert.Contains("my-own-model", fault.Message, StringComparison.Ordinal);
        Assert.Contains("price", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_UnknownPriceWithoutACap_CountsTokensAndSaysNoPrice()
    {
        var account = new ModelAccount();
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2", prompt: 7, output: 3));
        using ChatModel model = Opening.Model(Opening.Options(server, "my-own-model"), account);

        ModelReply reply = await model.AskAsync();

        Assert.Null(reply.Money);
        Assert.Equal(new ModelSpending("my-own-model", 1, 1, 0, new TokenUsage(7, 0, 3, 0), null), Assert.Single(account.Rows));
    }

    [Fact]
    public async Task Ask_CallsAtOnce_CannotExceedTheCapTogether()
    {
        ModelCall call = Opening.Call();
        decimal most = (call.PromptTokensBound * 1.25m + 100 * 10m) / 1_000_000; // gpt-5
        var gate = new TaskCompletionSource();
        var account = new ModelAccount(moneyCap: 2.5m * most);
        await using var server = new ModelServer(_ => ServedReply.Say("2", prompt: (int)call.PromptTokensBound, output: 100) with { After = gate.Task });
        using ChatModel model = Opening.Model(Opening.Options(server), account);

        Task<ModelReply>[] paid = [model.AskAsync().AsTask(), model.AskAsync().AsTask()];
        MoneyCapException fault = await Assert.ThrowsAsync<MoneyCapException>(async () => await model.AskAsync());
        gate.SetResult();
        await Task.WhenAll(paid);

        Assert.Contains("money limit", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2 * most, account.Spent);
        await Assert.ThrowsAsync<MoneyCapException>(async () => await model.AskAsync());
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Ask_CheapAnswers_GiveBackWhatWasSetAside()
    {
        ModelCall call = Opening.Call();
        decimal most = (call.PromptTokensBound * 1.25m + 100 * 10m) / 1_000_000;
        var account = new ModelAccount(moneyCap: most);
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(503), ServedReply.Error(401), ServedReply.Say("2", prompt: 0, output: 0));
        using ChatModel model = Opening.Model(Opening.Options(server), account);

        await Assert.ThrowsAsync<EndpointException>(async () => await model.AskAsync());
        for (int i = 0; i < 3; i++) await model.AskAsync();

        Assert.Equal(0, account.Spent);
        Assert.Equal((3L, 5L), (account.Rows[0].Calls, account.Rows[0].Attempts));
    }
}
