using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Models.Reflecting;
using Extropy.Evolution.Problems;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Models;

/// <summary>System prompts that evolve: which one is used, what is counted, which one goes, and whole runs of them.</summary>
public sealed class PromptEvolutionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Bound_IsMeanAndTwiceTheRootOfLogOverCount()
    {
        Assert.Equal(0.6 + (2 * Math.Sqrt(Math.Log(10) / 4)), PromptChoice.Bound(Tried(1, 4, 2.4), all: 10), 1e-14);
        Assert.Equal(double.PositiveInfinity, PromptChoice.Bound(new SystemPrompt(2, 1, "text"), all: 10));
    }

    [Fact]
    public void Choice_IsTheBestBoundInThreeOfFourCasesAndAnyOtherwise()
    {
        ImmutableArray<SystemPrompt> prompts = [Tried(0, 50, 10), Tried(1, 50, 45), Tried(2, 50, 20), Tried(3, 50, 5)];
        var counts = new int[4];
        for (int i = 0; i < 4000; i++)
        {
            Draws draws = RandomStream.FromSeed(3).At(i);
            counts[PromptChoice.Of(prompts, ref draws)!.Id]++;
        }

        Assert.InRange(counts[1], 3130, 3370); // 0.75 + 0.25 / 4
        Assert.All(new[] { 0, 2, 3 }, id => Assert.InRange(counts[id], 190, 310));
    }

    [Fact]
    public void Choice_OfOneThatWasNeverTried_ComesFirst()
    {
        ImmutableArray<SystemPrompt> prompts = [Tried(0, 5, 5), new(7, 0, "new"), new(8, 0, "newer")];
        var counts = new int[9];
        for (int i = 0; i < 1000; i++)
        {
            Draws draws = RandomStream.FromSeed(4).At(i);
            counts[PromptChoice.Of(prompts, ref draws)!.Id]++;
        }

        Assert.True(counts[7] > 750, $"{counts[7]}");
        Draws none = RandomStream.FromSeed(4).At(0);
        Assert.Null(PromptChoice.Of([], ref none));
    }

    [Fact]
    public void Counted_AddsPercentilesToWhoeverMadeTheProgram()
    {
        var request = new ReflectionRequest
        {
            Memory = new RunMemory { Prompts = [Tried(0, 1, 0.5), new(3, 0, "three")] },
            Fresh = [Made(3), Made(0), Made(3), Made(99), Made(null)],
            Percentiles = [0.25, 1, 0.5, 1, 1],
            Fruitless = [0, 3, 98],
            Parents = [null, null, null, null, null],
            Chance = RandomStream.FromSeed(1),
            Calls = RunCalls.Unrecorded(),
        };

        Assert.Equal([Tried(0, 3, 1.5), new SystemPrompt(3, 0, "three") { Programs = 3, Percentiles = 0.75 }], PromptEvolution.Counted(request));
    }

    [Fact]
    public void Kept_OfAFullArchive_LosesTheWorstThatWasTried()
    {
        ImmutableArray<SystemPrompt> full = [.. Enumerable.Range(0, PromptEvolution.MostPrompts).Select(id => id == 4 ? new SystemPrompt(4, 0, "untried") : Tried(id, 10, id == 6 ? 1 : 5 + id))];

        Assert.Equal([0, 1, 2, 3, 4, 5, 7, 8, 9], PromptEvolution.Kept(full).Select(prompt => prompt.Id));
        Assert.Equal(full.Take(9), PromptEvolution.Kept([.. full.Take(9)]));
    }

    [Fact]
    [Trait("kind", "end-to-end")]
    public async Task Run_WithPrompts_UsesCountsAndBoundsThem()
    {
        var world = new NumberWorld();
        await using var server = new ModelServer(world.Answer);

        EvolutionOutcome outcome = await RunAsync(server, journal: null);

        ImmutableArray<SystemPrompt> prompts = outcome.State.Memory.Prompts;
        ServedRequest[] programs = [.. server.Requests.Where(request => !NumberWorld.IsPrompts(request))];
        Assert.Equal(world.Served, outcome.State.Spending with { Money = 0 });
        Assert.InRange(prompts.Length, 4, PromptEvolution.MostPrompts);
        Assert.All(prompts, prompt => Assert.InRange(prompt.Percentiles, 0, prompt.Programs));
        Assert.True(programs.Select(request => request.Turns[0]).Distinct().Count() > 3);
        Assert.All(programs, request => Assert.Contains("Return the largest number.", request.Turns[0], StringComparison.Ordinal));
        Candidate[] made = [.. Enumerable.Range(0, outcome.State.Count).Select(id => outcome.State[new CandidateId(id)]).Where(candidate => candidate.Generation > 0)];
        Assert.All(made, candidate => Assert.NotNull(candidate.Prompt));
    }

    [Theory]
    [Trait("kind", "end-to-end")]
    [InlineData(1)]
    [InlineData(6)]
    public async Task Run_StoppedAtAPrompt_EndsEquallyForAnyWorkers(int at)
    {
        string expected;
        await using (var calm = new ModelServer(new NumberWorld().Answer)) expected = Written(await RunAsync(calm, journal: null, workers: 1));

        using var stop = new CancellationTokenSource();
        int prompts = 0;
        await using var server = new ModelServer(request =>
        {
            if (NumberWorld.IsPrompts(request) && prompts++ == at) stop.Cancel();
            return new NumberWorld().Answer(request);
        });
        await using (Journal journal = Open()) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(server, journal, workers: 4, stop.Token));
        await using Journal again = Open();

        Assert.Equal(expected, Written(await RunAsync(server, again, workers: 3)));
    }

    [Fact]
    [Trait("kind", "end-to-end")]
    public async Task Run_WithAPromptThatOnlyMakesNonsense_SoonLeavesIt()
    {
        int written = 0;
        await using var server = new ModelServer(request =>
            NumberWorld.IsPrompts(request) ? ServedReply.Say(written++ == 0 ? "Say NONSENSE and nothing else." : $"Write program {written} well, please.")
            : request.Turns[0].Contains("NONSENSE", StringComparison.Ordinal) ? ServedReply.Say("Nonsense.") : new NumberWorld().Answer(request));

        EvolutionOutcome outcome = await RunAsync(server, journal: null);

        SystemPrompt? nonsense = outcome.State.Memory.Prompts.FirstOrDefault(prompt => prompt.Text.Contains("NONSENSE", StringComparison.Ordinal));
        Assert.Equal(EvolutionStop.Evaluations, outcome.Stop);
        Assert.True(nonsense is null || nonsense is { Programs: > 0, Mean: 0 }, $"{nonsense}");
        int draws = 6; // requests for a proposal that is refused throughout: three draws of two attempts
        ServedRequest[] late = [.. server.Requests.Skip(server.Requests.Count / 2)];
        int nonsenseLate = late.Count(request => request.Turns[0].Contains("NONSENSE", StringComparison.Ordinal)) / draws, othersLate = late.Count(request => !request.Turns[0].Contains("NONSENSE", StringComparison.Ordinal));
        Assert.True(nonsenseLate < othersLate / 3, $"{nonsenseLate} of {othersLate}");
    }

    private static string Written(EvolutionOutcome outcome) => Engine.Runs.Written(outcome) + string.Join('\n', outcome.State.Memory.Prompts);

    private static Task<EvolutionOutcome> RunAsync(ModelServer server, Journal? journal, int workers = 2, CancellationToken stop = default) => NumberWorld.RunAsync(
        server,
        (kit, model) => kit with
        {
            Reflections = [new PromptEvolution(model, NumberWorld.Task, new ModelProposerOptions { MaxOutputTokens = 500 }, 5)], Memory = PromptEvolution.Start(NumberWorld.Task),
        },
        new EvolutionServices { Journal = journal, Workers = workers },
        new EvolutionLimits { Evaluations = 70 },
        stop);

    private static SystemPrompt Tried(int id, int programs, double percentiles) => new(id, null, $"prompt {id}") { Programs = programs, Percentiles = percentiles };

    private static Candidate Made(int? prompt) => new()
    {
        Id = new CandidateId(0), Parts = [new Part("a.cs", "")], Generation = 1, Island = 0, Patch = PatchKind.Diff, Proposer = "model", Prompt = prompt,
        Evaluation = new Evaluation { IsCorrect = true, Raw = 1, Aim = Aim.Maximise },
    };

    private Journal Open() => Journal.Open(_folder.File("journal.db"));
}
