using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;
using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;
using Extropy.Testing.Endpoints;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Proposals of a model over a real socket.</summary>
public sealed class ModelProposerTests
{
    private const string Program = "// >>> editable\nreturn 1;\n// <<< editable\n";

    private static readonly ProgramTask Task = new()
    {
        Statement = "Return the largest number.",
        Language = ProgramLanguage.CSharp,
        Start = [new Part("Candidate.cs", Program), new Part("data.txt", "7")],
        EditedPart = "Candidate.cs",
    };

    [Fact]
    public async Task Propose_GoodEdit_IsACandidateWithItsPrice()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("NOTE: two\n" + Edit, prompt: 1000, output: 100));

        Proposal proposal = await ProposeAsync(server, Request(PatchKind.Diff));

        Assert.Equal([new Part("Candidate.cs", Program.Replace('1', '2')), new Part("data.txt", "7")], proposal.Parts);
        Assert.Equal("two", proposal.Note);
        Assert.Equal(new Spending(PolicyCalls: 1, GeneratedTokens: 100, PromptTokens: 1000, Money: 0.00225m), proposal.Spending); // gpt-5
    }

    [Theory]
    [InlineData("no edit at all", "stop", "There is no edit")]
    [InlineData(Edit, "length", "cut at 32768 tokens")]
    public async Task Propose_BadAnswer_IsARefusalThatIsPaid(string answer, string finish, string mentions)
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(answer, prompt: 1000, output: 100, finish: finish));

        Proposal proposal = await ProposeAsync(server, Request(PatchKind.Diff));

        Assert.Contains(mentions, proposal.Refusal, StringComparison.Ordinal);
        Assert.Empty(proposal.Parts);
        Assert.Equal(100, proposal.Spending.GeneratedTokens);
    }

    [Fact]
    public async Task Propose_ModelDeclines_IsARefusalWithItsWords()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("", refusal: "I would rather not.\nReally."));

        Assert.Equal("The model declined: I would rather not.", (await ProposeAsync(server, Request(PatchKind.Diff))).Refusal);
    }

    [Fact]
    public async Task Propose_EndpointFailsForGood_IsAnErrorAndNotARefusal()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Error(401));

        await Assert.ThrowsAsync<EndpointException>(async () => await ProposeAsync(server, Request(PatchKind.Diff)));
    }

    [Fact]
    public async Task Propose_Start_AsksNobody()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(""));

        Proposal proposal = await ProposeAsync(server, Request(PatchKind.Seed) with { Parent = null });

        Assert.Equal(Task.Start, proposal.Parts);
        Assert.Equal(default, proposal.Spending);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Propose_SameRequest_SaysTheSameUnderTheSameKey()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("```csharp\nreturn 3;\n```"));

        await ProposeAsync(server, Request(PatchKind.Full));
        await ProposeAsync(server, Request(PatchKind.Full));
        await ProposeAsync(server, Request(PatchKind.Full) with { Chance = RandomStream.FromSeed(8) });

        Assert.Equal(server.Requests[0].Turns, server.Requests[1].Turns);
        Assert.Equal(server.Requests[0].IdempotencyKey, server.Requests[1].IdempotencyKey);
        Assert.NotEqual(server.Requests[0].IdempotencyKey, server.Requests[2].IdempotencyKey);
    }

    [Fact]
    public async Task Propose_Full_DrawsEveryPhrasing()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("```csharp\nreturn 3;\n```"));

        for (int i = 0; i < 40; i++) await ProposeAsync(server, Request(PatchKind.Full) with { Chance = RandomStream.FromSeed(i) });

        Assert.All(PatchInstructions.Rewrites, phrasing => Assert.Contains(server.Requests, request => request.Turns[1].Contains(phrasing, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Propose_Ablate_ShowsTheEarlierAttempts()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("```csharp\nreturn 3;\n```"));
        ImmutableArray<Candidate> banned = [Candidate(4, 0.25, note: "a grid of rows"), Candidate(5, 0.125)];

        await ProposeAsync(server, Request(PatchKind.Ablate) with { Banned = banned });

        string asked = server.Requests[0].Turns[1];
        Assert.Contains("- 0.250000: a grid of rows\n- 0.125000: return 5;\n", asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PatchKind.Combine, 3)]
    [InlineData(PatchKind.Translocate, 1)]
    [InlineData(PatchKind.Cross, 1)]
    public async Task Propose_Recombination_ShowsDonorsWorstFirstWithSixDecimals(PatchKind kind, int donors)
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say("```csharp\nreturn 3;\n```"));
        ImmutableArray<Candidate> others = [.. Enumerable.Range(10, donors).Select(number => Candidate(number, number / 64.0))];

        Proposal proposal = await ProposeAsync(server, Request(kind) with { Donors = others });

        string asked = server.Requests[0].Turns[1];
        int[] places = [.. others.Select(other => asked.IndexOf($"Score: {other.Evaluation.Raw:0.000000}\n\n```csharp\n// >>> editable\nreturn {other.Id.Value};", StringComparison.Ordinal))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.True(asked.IndexOf("## The current program", StringComparison.Ordinal) > places[^1]);
        Assert.Contains("return 3;", proposal.Parts[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Propose_SecondAttempt_TellsWhatWasWrong()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(Edit));

        await ProposeAsync(server, Request(PatchKind.Diff) with { Attempt = 1, Feedback = "Edit 1 is ambiguous." });

        Assert.Contains("## Your last answer could not be used\n\nEdit 1 is ambiguous.\n", server.Requests[0].Turns[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Propose_IncorrectParent_IsShownWithItsFailure()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(Edit));
        Candidate parent = Candidate(1, 0) with { Evaluation = Evaluation.Refused(Aim.Maximise, "Circles 1 and 2 overlap.") };

        await ProposeAsync(server, Request(PatchKind.Diff) with { Parent = parent });

        Assert.Contains("Score: not correct (Circles 1 and 2 overlap)", server.Requests[0].Turns[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Propose_Temperatures_AreDrawn()
    {
        await using ModelServer server = ModelServer.Saying(ServedReply.Say(Edit));
        var options = new ModelProposerOptions { Temperatures = [0, 0.5, 1] };

        for (int i = 0; i < 30; i++) await ProposeAsync(server, Request(PatchKind.Diff) with { Chance = RandomStream.FromSeed(i) }, options);

        Assert.Equal([0, 0.5, 1], server.Requests.Select(request => (double)request.Body["temperature"]!).Distinct().Order());
    }

    [Fact]
    public void Create_StartWithoutABlock_IsRefused()
    {
        ProgramTask task = Task with { Start = [new Part("Candidate.cs", "return 1;")] };

        Assert.Contains("the start cannot be edited", Assert.Throws<BadInputException>(task.Validate).Message, StringComparison.Ordinal);
    }

    private const string Edit = "<<<<<<< SEARCH\nreturn 1;\n=======\nreturn 2;\n>>>>>>> REPLACE\n";

    private static async Task<Proposal> ProposeAsync(ModelServer server, ProposalRequest request, ModelProposerOptions? options = null)
    {
        var endpoint = new EndpointOptions(server.Address, "gpt-5") { FirstWait = TimeSpan.FromMilliseconds(10) };
        using ChatModel model = Endpoint.Open(endpoint, key: null, PriceList.Shipped, new ModelAccount(), TimeProvider.System);
        return await new ModelProposer(model, Task, options ?? new ModelProposerOptions()).ProposeAsync(request, TestContext.Current.CancellationToken);
    }

    private static ProposalRequest Request(PatchKind kind) => new()
    {
        Ordinal = 9, Generation = 2, Patch = kind, Parent = Candidate(1, 0.5), Chance = RandomStream.FromSeed(7),
    };

    private static Candidate Candidate(long number, double raw, string? note = null) => new()
    {
        Id = new CandidateId(number),
        Parts = [new Part("Candidate.cs", Program.Replace("1", $"{number}", StringComparison.Ordinal)), new Part("data.txt", "7")],
        Generation = 1,
        Island = 0,
        Patch = PatchKind.Full,
        Proposer = "model",
        Note = note,
        Evaluation = new Evaluation { IsCorrect = true, Raw = raw, Aim = Aim.Maximise },
    };
}
