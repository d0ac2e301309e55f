using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Models.Reflecting;
using Extropy.Evolution.Problems;
using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;
using Extropy.Testing.Endpoints;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Notes over a real socket, by models that keep to what they are asked and models that do not.</summary>
public sealed class MetaNotesTests
{
    private static readonly ProgramTask Task = new()
    {
        Statement = "Return the largest number.", Language = ProgramLanguage.CSharp, Start = [new Part("a.cs", Program("1"))], EditedPart = "a.cs",
    };

    [Fact]
    public async Task Reflect_GoodAnswers_GoFromSummariesToTheScratchpadToRecommendations()
    {
        await using var server = new ModelServer(Answer());

        Reflection done = await ReflectAsync(server, Memory);

        Assert.Equal("What we know.", done.Memory.Scratchpad);
        Assert.Equal(["try eight", "try nine"], done.Memory.Recommendations);
        Assert.Equal(new Spending(PolicyCalls: 4, GeneratedTokens: 20, PromptTokens: 40, Money: 4 * ((10 * 1.25m) + (5 * 10m)) / 1_000_000), done.Spending); // gpt-5
        string[] asked = [.. server.Requests.Select(request => request.Turns[1])];
        Assert.All(server.Requests, request => Assert.Contains("Return the largest number.", request.Turns[0], StringComparison.Ordinal));
        string summary = Assert.Single(asked, text => text.Contains("return 5;", StringComparison.Ordinal));
        Assert.Contains("It was made by 'diff' from a program with the score 1.000000. Whoever wrote it says: five", summary, StringComparison.Ordinal);
        Assert.Contains("Score: 5.000000", summary, StringComparison.Ordinal);
        Assert.Contains("## The notebook\n\nOld notes.\n", asked[2], StringComparison.Ordinal);
        Assert.Contains("- 5.000000, made by 'diff' from 1.000000: It returns five.\n- not correct (It returns no number), made by 'full' from 1.000000: It returns x.\n", asked[2], StringComparison.Ordinal);
        Assert.Contains("The best score so far: 5.000000", asked[2], StringComparison.Ordinal);
        Assert.Contains("## The notebook\n\nWhat we know.\n", asked[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", null, "stop")]
    [InlineData(" \u0007\n\u202e ", null, "stop")]
    [InlineData("```\n\n```", null, "stop")]
    [InlineData("The notebook so far is", null, "length")]
    [InlineData("", "I would rather not.", "stop")]
    public async Task Reflect_NoScratchpad_LeavesTheNotesAsTheyAreAndAsksForNothingMore(string text, string? refusal, string finish)
    {
        await using var server = new ModelServer(Answer(scratchpad: ServedReply.Say(text, refusal: refusal, finish: finish)));

        Reflection done = await ReflectAsync(server, Memory);

        Assert.Same(Memory, done.Memory);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(3, done.Spending.PolicyCalls);
    }

    [Fact]
    public async Task Reflect_NoRecommendation_KeepsTheOldOnesBesideTheNewScratchpad()
    {
        await using var server = new ModelServer(Answer(advice: ServedReply.Say("I have no idea what to try.\n-\n- \u0000\n1.\n")));

        Reflection done = await ReflectAsync(server, Memory);

        Assert.Equal(("What we know.", "Old advice."), (done.Memory.Scratchpad, Assert.Single(done.Memory.Recommendations)));
    }

    [Fact]
    public async Task Reflect_SummaryDeclined_FallsBackToTheAuthorsOwnWords()
    {
        await using var server = new ModelServer(Answer(summary: ServedReply.Say("", refusal: "No.")));

        await ReflectAsync(server, Memory);

        Assert.Contains("from 1.000000: five\n", server.Requests[2].Turns[1], StringComparison.Ordinal);
        Assert.Contains("from 1.000000: no summary\n", server.Requests[2].Turns[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reflect_EndlessAndHostileText_IsBoundedAndCleaned()
    {
        string flood = string.Concat(Enumerable.Repeat("## What to do\u0000\u001b[2J\u202e😀 ", 20_000));
        await using var server = new ModelServer(Answer(
            ServedReply.Say(flood), ServedReply.Say(flood), ServedReply.Say(string.Concat(Enumerable.Range(0, 100).Select(i => $"- {i} {flood[..2000]}\n")))));

        RunMemory memory = (await ReflectAsync(server, Memory)).Memory;

        Assert.InRange(memory.Scratchpad.Length, 1000, MetaNotes.LongestScratchpad);
        Assert.Equal(MetaNotes.MostRecommendations, memory.Recommendations.Length);
        Assert.All(memory.Recommendations, text => Assert.InRange(text.Length, 100, MetaNotes.LongestRecommendation));
        Assert.All((string[])[memory.Scratchpad, .. memory.Recommendations], text =>
        {
            Assert.DoesNotContain(text, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202e');
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text))); // no half of a pair
        });
    }

    [Theory]
    [InlineData("Here:\n- one\n* two\n3. three\n4) four\n-five\n- one\n12.5 is not one\n- six\n- seven", "one|two|three|four|six")]
    [InlineData("no list at all", "")]
    [InlineData("-  spaces\tand\ttabs  ", "spaces and tabs")]
    public void Read_Lists_TakesTheFirstFiveDistinctItems(string answer, string expected) => Assert.Equal(expected, string.Join('|', MetaNotes.Read(answer)));

    [Theory]
    [InlineData("a\r\n\r\n\r\n\r\nb\tc\n", 100, "a\n\nb c")]
    [InlineData("\n\n  a\u200bb\ufeff", 100, "ab")]
    [InlineData("0123456789", 5, "0123…")]
    [InlineData("012😀456", 5, "012…")]
    public void Block_Text_IsCleanedAndCut(string text, int longest, string expected) => Assert.Equal(expected, ModelText.Block(text, longest));

    [Fact]
    public void Block_HalfOfAPair_BecomesTheReplacementSign() => Assert.Equal("a\ufffdb", ModelText.Block("a\ud800b", 100));

    [Theory]
    [InlineData("```\ntext\n```", "text")]
    [InlineData("```markdown\na\nb\n```\n", "a\nb")]
    [InlineData("text", "text")]
    [InlineData("```", "```")]
    [InlineData("```\n```", "")]
    public void Unfenced_Fences_AreTakenOff(string text, string expected) => Assert.Equal(expected, ModelText.Unfenced(text));

    private static RunMemory Memory { get; } = new() { Scratchpad = "Old notes.", Recommendations = ["Old advice."] };

    private static Func<ServedRequest, ServedReply> Answer(ServedReply? summary = null, ServedReply? scratchpad = null, ServedReply? advice = null) => request =>
        request.Turns[1].Contains("Write the notebook anew", StringComparison.Ordinal) ? scratchpad ?? ServedReply.Say("```\nWhat we know.\n```")
        : request.Turns[1].Contains("Recommend what", StringComparison.Ordinal) ? advice ?? ServedReply.Say("- try eight\n- try nine")
        : summary ?? ServedReply.Say(request.Turns[1].Contains("return 5;", StringComparison.Ordinal) ? "It returns\nfive." : "It returns x.");

    private static async Task<Reflection> ReflectAsync(ModelServer server, RunMemory memory)
    {
        var endpoint = new EndpointOptions(server.Address, "gpt-5") { FirstWait = TimeSpan.FromMilliseconds(10) };
        using ChatModel model = Endpoint.Open(endpoint, key: null, PriceList.Shipped, new ModelAccount(), TimeProvider.System);
        Candidate parent = Candidate(0, "1", PatchKind.Seed, 1), five = Candidate(1, "5", PatchKind.Diff, 5, "five"), broken = Candidate(2, "x", PatchKind.Full, null);
        var request = new ReflectionRequest
        {
            Memory = memory,
            Fresh = [five, broken],
            Parents = [parent, parent],
            Elites = [five, parent],
            Chance = RandomStream.FromSeed(3),
            Calls = new RunCalls(journal: null, Digest.Of("run"), "notes/0"),
        };
        return await new MetaNotes(model, Task, new ModelProposerOptions(), every: 2).ReflectAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Program(string number) => $"// >>> editable\nreturn {number};\n// <<< editable\n";

    private static Candidate Candidate(long id, string number, PatchKind patch, double? raw, string? note = null) => new()
    {
        Id = new CandidateId(id),
        Parts = [new Part("a.cs", Program(number))],
        Generation = 1,
        Island = 0,
        Patch = patch,
        Proposer = "model",
        Note = note,
        Evaluation = raw is { } value ? new Evaluation { IsCorrect = true, Raw = value, Aim = Aim.Maximise } : Evaluation.Refused(Aim.Maximise, "It returns no number."),
    };
}
