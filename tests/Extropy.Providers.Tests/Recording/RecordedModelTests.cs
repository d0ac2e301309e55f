using Extropy.Core.Identity;
using Extropy.Providers.Accounts;
using Extropy.Providers.Calls;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Recording;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Providers.Tests.Recording;

/// <summary>Answers are paid for once and found again without a network.</summary>
public sealed class RecordedModelTests
{
    private static readonly Digest Work = Digest.Of("a proposal");

    [Fact]
    public async Task Ask_RunDoneAgain_GivesTheSameBytesAndTheSameAccountWithoutANetwork()
    {
        using var folder = new TemporaryFolder();
        var first = new ModelAccount();
        EndpointOptions options;
        List<byte[]> live = [];
        await using (ModelServer server = ModelServer.Saying(ServedReply.Error(503), ServedReply.Say("One. 🜁 \ud800", prompt: 11, output: 4), ServedReply.Say("Two.", isCounted: false)))
        {
            options = Opening.Options(server);
            await AskTwiceAsync(folder, options, first, live);
        }

        var second = new ModelAccount();
        List<byte[]> replayed = [];
        await AskTwiceAsync(folder, options, second, replayed);

        Assert.Equal(live, replayed);
        Assert.Equal(first.Rows, second.Rows);
        Assert.Equal(3, first.Rows[0].Attempts);
    }

    [Fact]
    public async Task Ask_StoppedWhileACallWasUnderWay_AsksAgainUnderTheSameKeyAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        using var stop = new CancellationTokenSource();
        await using var server = new ModelServer(request =>
        {
            if (request.Number > 0) return ServedReply.Say("Two.");
            stop.CancelAfter(10);
            return ServedReply.Silent();
        });

        await using (Journal journal = Journal.Open(folder.File("journal.db")))
        {
            using ChatModel model = Opening.Model(Opening.Options(server));
            ModelConversation talk = new RecordedModel(model, journal).Open(Work, "model");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await talk.AskAsync(Opening.Call(), stop.Token));
            Assert.Equal(0, talk.PossiblyChargedCalls);
        }

        await using (Journal journal = Journal.Open(folder.File("journal.db")))
        {
            using ChatModel model = Opening.Model(Opening.Options(server));
            ModelConversation talk = new RecordedModel(model, journal).Open(Work, "model");
            ModelReply reply = await talk.AskAsync(Opening.Call(), TestContext.Current.CancellationToken);

            Assert.Equal("Two.", reply.Text);
            Assert.Equal(1, talk.PossiblyChargedCalls);
            Assert.Equal(1, journal.Counts.PossiblyCharged);
        }

        Assert.Equal(2, server.Requests.Count);
        Assert.NotNull(server.Requests[0].IdempotencyKey);
        Assert.Equal(server.Requests[0].IdempotencyKey, server.Requests[1].IdempotencyKey);
    }

    [Fact]
    public async Task Ask_MoneyCapReached_LeavesNoIntent()
    {
        using var folder = new TemporaryFolder();
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2"));
        await using (Journal journal = Journal.Open(folder.File("journal.db")))
        {
            using ChatModel model = Opening.Model(Opening.Options(server), new ModelAccount(moneyCap: 0));
            ModelConversation talk = new RecordedModel(model, journal).Open(Work, "model");
            await Assert.ThrowsAsync<MoneyCapException>(async () => await talk.AskAsync(Opening.Call(), TestContext.Current.CancellationToken));
        }

        using JournalView view = JournalView.Open(folder.File("journal.db"));
        Assert.Equal((0, 0), (view.PossiblyCharged, view.Effects));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Ask_AnotherQuestionThanRecorded_IsNamed()
    {
        using var folder = new TemporaryFolder();
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("2"));
        using ChatModel model = Opening.Model(Opening.Options(server));
        await using (Journal journal = Journal.Open(folder.File("journal.db")))
            await new RecordedModel(model, journal).Open(Work, "").AskAsync(Opening.Call(), TestContext.Current.CancellationToken);

        await using Journal again = Journal.Open(folder.File("journal.db"));
        ModelConversation talk = new RecordedModel(model, again).Open(Work, "");
        ReplayDivergenceException fault = await Assert.ThrowsAsync<ReplayDivergenceException>(
            async () => await talk.AskAsync(Opening.Call("Something else?"), TestContext.Current.CancellationToken));

        Assert.Equal("conversation", fault.Field);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2 })]
    [InlineData(new byte[] { 1, 0, 9 })]
    [InlineData(new byte[] { 1, 0, 1, 200, 1 })]
    public void Read_DamagedReply_IsNoticed(byte[] payload) => Assert.Throws<InvalidDataException>(() => ReplyCodec.Read(payload));

    private static async Task AskTwiceAsync(TemporaryFolder folder, EndpointOptions options, ModelAccount account, List<byte[]> replies)
    {
        await using Journal journal = Journal.Open(folder.File("journal.db"));
        using ChatModel model = Opening.Model(options, account);
        ModelConversation talk = new RecordedModel(model, journal).Open(Work, "model");
        replies.Add(ReplyCodec.Write(await talk.AskAsync(Opening.Call("First?"), TestContext.Current.CancellationToken)));
        replies.Add(ReplyCodec.Write(await talk.AskAsync(Opening.Call("Second?"), TestContext.Current.CancellationToken)));
    }
}
