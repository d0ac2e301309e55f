using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Models.Reflecting;
using Extropy.Providers.Endpoints;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Models;

/// <summary>Whole evolutions in which a model takes notes.</summary>
[Trait("kind", "end-to-end")]
public sealed class NotedEvolutionTests : IDisposable
{
    private static readonly EvolutionLimits Sixty = new() { Evaluations = 60 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Notes_ReachOnlyProposalsThatDoNotRecombineAndEveryTokenCounts()
    {
        var world = new NumberWorld();
        await using var server = new ModelServer(world.Answer);

        EvolutionOutcome outcome = await RunAsync(server, journal: null);

        EvolutionState state = outcome.State;
        Assert.Equal(world.Served, state.Spending with { Money = 0 });
        Assert.Equal(server.Requests.Count, state.Spending.PolicyCalls);
        Assert.InRange(state.Reflections.Count, 8, 11);
        ServedRequest[] proposals = [.. server.Requests.Where(request => !NumberWorld.IsNotes(request))];
        Assert.InRange(proposals.Count(IsRecommended), 20, proposals.Length);
        Assert.All(proposals.Where(request => Recombines(request.Turns[1])), request => Assert.False(IsRecommended(request)));
        Assert.True(proposals.Where(IsRecommended).Select(request => request.Turns[0]).Distinct().Count() > 10, "they are drawn");
    }

    [Fact]
    public async Task Run_AnyNumberOfWorkers_IsTheSame()
    {
        await using var server = new ModelServer(new NumberWorld().Answer);

        EvolutionOutcome one = await RunAsync(server, journal: null, workers: 1), four = await RunAsync(server, journal: null, workers: 4);

        Assert.Equal(Engine.Runs.Written(one), Engine.Runs.Written(four));
    }

    [Theory]
    [InlineData(2)] // in the summaries
    [InlineData(5)] // at the scratchpad
    [InlineData(6)] // at the recommendations
    [InlineData(23)]
    public async Task Run_StoppedInTheMiddleOfNotes_EndsEquallyAndAsksForNothingTwiceThatWasOnRecord(int at)
    {
        string expected;
        int asked;
        await using (var calm = new ModelServer(new NumberWorld().Answer))
        {
            expected = Engine.Runs.Written(await RunAsync(calm, journal: null));
            asked = calm.Requests.Count;
        }

        using var stop = new CancellationTokenSource();
        int notes = 0;
        await using var server = new ModelServer(request =>
        {
            if (!NumberWorld.IsNotes(request) || notes++ != at) return new NumberWorld().Answer(request);
            stop.Cancel();
            return ServedReply.Silent();
        });
        await using (Journal journal = Open()) await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await RunAsync(server, journal, stop: stop.Token));
        string resumed;
        await using (Journal journal = Open())
        {
            resumed = Engine.Runs.Written(await RunAsync(server, journal));
            Assert.True(journal.Counts.PossiblyCharged > 0, "the silent call was under way");
        }

        Assert.Equal(expected, resumed);
        string[] keys = [.. server.Requests.Select(request => request.IdempotencyKey!)];
        Assert.Equal(asked, keys.Distinct().Count());
        Assert.InRange(keys.Length, asked + 1, asked + NumberWorld.Lag + MetaNotes.DefaultEvery);
    }

    [Fact]
    public async Task Run_EndpointDiesDuringNotes_EndsWithAnErrorAndGoesOnLater()
    {
        string expected;
        await using (var calm = new ModelServer(new NumberWorld().Answer)) expected = Engine.Runs.Written(await RunAsync(calm, journal: null));
        bool isDead = true;
        await using var server = new ModelServer(request => isDead && NumberWorld.IsNotes(request) ? ServedReply.Error(401) : new NumberWorld().Answer(request));

        await using (Journal journal = Open()) await Assert.ThrowsAsync<EndpointException>(async () => await RunAsync(server, journal));
        isDead = false;
        await using Journal again = Open();

        Assert.Equal(expected, Engine.Runs.Written(await RunAsync(server, again)));
    }

    [Fact]
    public async Task Run_DoneAgainWithoutAServer_IsTheSame()
    {
        EvolutionOutcome live;
        var server = new ModelServer(new NumberWorld().Answer);
        await using (Journal journal = Open()) live = await RunAsync(server, journal);
        await server.DisposeAsync();

        await using Journal again = Open();

        Assert.Equal(Engine.Runs.Written(live), Engine.Runs.Written(await RunAsync(server, again)));
    }

    private static Task<EvolutionOutcome> RunAsync(ModelServer server, Journal? journal, int workers = 2, CancellationToken stop = default) => NumberWorld.RunAsync(
        server,
        (kit, model) => kit with { Reflections = [new MetaNotes(model, NumberWorld.Task, new ModelProposerOptions { MaxOutputTokens = 500 }, MetaNotes.DefaultEvery)] },
        new EvolutionServices { Journal = journal, Workers = workers },
        Sixty,
        stop);

    private static bool IsRecommended(ServedRequest request) => request.Turns[0].Contains("A recommendation from the notes", StringComparison.Ordinal);

    private static bool Recombines(string asked) =>
        PatchKinds.OfParents.Where(PatchKinds.NeedsDonor).Any(kind => asked.Contains(PatchInstructions.Of(kind, 0), StringComparison.Ordinal));

    private Journal Open() => Journal.Open(_folder.File("journal.db"));
}
