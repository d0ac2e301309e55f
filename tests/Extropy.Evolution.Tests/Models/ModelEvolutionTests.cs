using System.Globalization;
using System.Text.RegularExpressions;
using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Models;
using Extropy.Evolution.Problems;

using Extropy.Providers.Accounts;
using Extropy.Providers.Endpoints;
using Extropy.Providers.Pricing;
using Extropy.Runs.Effects;
using Extropy.Testing.Endpoints;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Models;

/// <summary>
/// A whole evolution through a model server that edits, misunderstands, declines, cuts, fails and keeps waiting: what it says depends on what it is asked,
/// when it fails on how often it was asked.
/// </summary>
[Trait("kind", "end-to-end")]
public sealed partial class ModelEvolutionTests : IDisposable
{
    private const int Evaluations = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_FickleServer_AccountsForEveryTokenAndEveryAttempt()
    {
        var account = new ModelAccount();
        var world = new World();
        await using var server = new ModelServer(world.Answer);

        EvolutionOutcome outcome = await RunAsync(server, account, journal: null);

        EvolutionState state = outcome.State;
        Assert.Equal((EvolutionStop.Evaluations, (long)Evaluations), (outcome.Stop, state.Evaluations));
        Assert.Equal(world.Served with { Money = world.Money }, state.Spending);
        ModelSpending row = Assert.Single(account.Rows);
        Assert.Equal(
            (world.Served.PolicyCalls, server.Requests.Count, world.Cut, world.Money),
            (row.Calls, row.Attempts, row.UncertainAttempts, row.Money));
        Assert.True(row.Attempts > row.Calls && world.Cut > 0, "the server failed now and then");
        Assert.True(server.MostInFlight <= Concurrent);
        Assert.True(state.Best!.Evaluation.Raw > 100, "the model climbs");
        Assert.Contains(server.Requests, request => request.Turns[1].Contains("## Your last answer could not be used", StringComparison.Ordinal));
        Assert.All(PatchKinds.OfParents, kind => Assert.True(state.Of(kind).Proposals > 0, $"no {kind}"));
    }

    [Fact]
    public async Task Run_StoppedInTheMiddleOfCalls_EndsEquallyAndPaysForNothingTwiceThatWasOnRecord()
    {
        string expected;
        int asked;
        await using (var calm = new ModelServer(new World { IsCalm = true }.Answer))
        {
            expected = Engine.Runs.Written(await RunAsync(calm, new ModelAccount(), journal: null));
            asked = calm.Requests.Count;
        }

        using var stop = new CancellationTokenSource();
        var world = new World { IsCalm = true };
        await using var server = new ModelServer(request =>
        {
            if (request.Number != 40) return world.Answer(request);
            stop.Cancel();
            return ServedReply.Silent();
        });
        await using (Journal journal = Journal.Open(_folder.File("journal.db")))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await RunAsync(server, new ModelAccount(), journal, stop.Token));
        string resumed;
        await using (Journal journal = Journal.Open(_folder.File("journal.db")))
        {
            resumed = Engine.Runs.Written(await RunAsync(server, new ModelAccount(), journal));
            Assert.True(journal.Counts.PossiblyCharged > 0, "the silent call was under way");
        }

        Assert.Equal(expected, resumed);
        string?[] keys = [.. server.Requests.Select(request => request.IdempotencyKey)];
        Assert.Equal(asked, keys.Distinct().Count());
        Assert.InRange(keys.Length, asked + 1, asked + Lag);
    }

    [Fact]
    public async Task Run_DoneAgainWithoutAServer_IsTheSame()
    {
        EvolutionOutcome live;
        var server = new ModelServer(new World().Answer);
        await using (Journal journal = Journal.Open(_folder.File("journal.db"))) live = await RunAsync(server, new ModelAccount(), journal);
        await server.DisposeAsync();

        await using Journal again = Journal.Open(_folder.File("journal.db"));
        EvolutionOutcome replayed = await RunAsync(server, new ModelAccount(), again);

        Assert.Equal(Engine.Runs.Written(live), Engine.Runs.Written(replayed));
    }

    [Fact]
    public async Task Run_EndpointDiesForGood_EndsWithAnErrorAndGoesOnLater()
    {
        string expected;
        await using (var calm = new ModelServer(new World { IsCalm = true }.Answer)) expected = Engine.Runs.Written(await RunAsync(calm, new ModelAccount(), journal: null));
        var world = new World { IsCalm = true };
        int deadFrom = 30;
        await using var server = new ModelServer(request => request.Number >= deadFrom ? ServedReply.Error(401) : world.Answer(request));

        await using (Journal journal = Journal.Open(_folder.File("journal.db")))
            await Assert.ThrowsAsync<EndpointException>(async () => await RunAsync(server, new ModelAccount(), journal));
        deadFrom = int.MaxValue;
        await using Journal again = Journal.Open(_folder.File("journal.db"));

        Assert.Equal(expected, Engine.Runs.Written(await RunAsync(server, new ModelAccount(), again)));
    }

    private const int Concurrent = 3;
    private const int Lag = 5;

    private static async Task<EvolutionOutcome> RunAsync(ModelServer server, ModelAccount account, Journal? journal, CancellationToken stop = default)
    {
        var endpoint = new EndpointOptions(server.Address, "gpt-5") { FirstWait = TimeSpan.FromMilliseconds(10), MaxConcurrentCalls = Concurrent, MaxAttempts = 8 };
        using ChatModel model = Endpoint.Open(endpoint, key: null, PriceList.Shipped, account, TimeProvider.System);
        var task = new ProgramTask
        {
            Statement = "Return the largest number.", Language = ProgramLanguage.CSharp, Start = [new Part("a.cs", "// >>> editable\nreturn 1;\n// <<< editable\n")], EditedPart = "a.cs",
        };
        var kit = new ProposerKit
        {
            Proposers = [new ModelProposer(model, task, new ModelProposerOptions { MaxOutputTokens = 500 })], Evaluator = new ReturnedNumber(), Fingerprint = new TextFingerprint(),
        };
        var options = new EvolutionOptions { Islands = 2, Lag = Lag, NoveltyThreshold = 1, Mix = PatchMixes.All };
        var plan = new EvolutionPlan("largest number", Aim.Maximise, 3, options, new EvolutionLimits { Evaluations = Evaluations });
        return await new EvolutionRunner(kit, plan, new EvolutionServices { Journal = journal, Workers = 2 }).RunAsync(stop);
    }

    /// <summary>What the server does. The account of what it served is kept under the server's own lock.</summary>
    private sealed partial class World
    {
        public bool IsCalm { get; init; }

        public Spending Served { get; private set; }

        public decimal Money { get; private set; }

        public long Cut { get; private set; }

        public ServedReply Answer(ServedRequest request)
        {
            if (!IsCalm)
            {
                if (request.Number % 7 == 3) return ServedReply.Error(503) with { RetryAfter = "0" };
                if (request.Number % 13 == 5) return ServedReply.Error(429, "slow down");
                if (request.Number % 11 == 7 || request.Number % 17 == 9)
                {
                    Cut++;
                    return request.Number % 2 == 0 ? ServedReply.Cut("x") : ServedReply.Truncated("x");
                }
            }

            string asked = request.Turns[1];
            ulong mood = Digest.Of(asked).High;
            int prompt = asked.Length / 4, output = (int)(mood % 90) + 10, cached = prompt / 3;
            Served += new Spending(PolicyCalls: 1, GeneratedTokens: output, PromptTokens: prompt);
            Money += (((prompt - cached) * 1.25m) + (cached * 0.125m) + (output * 10m)) / 1_000_000; // gpt-5
            return ServedReply.Say(Write(asked, mood), prompt, output, cached, refusal: mood % 19 == 0 ? "I would rather not." : null, finish: mood % 23 == 0 ? "length" : "stop");
        }

        private static string Write(string asked, ulong mood)
        {
            string current = asked[asked.IndexOf("## The current program", StringComparison.Ordinal)..];
            string number = Returned().Match(current).Groups[1].Value;
            string next = (int.Parse(number, CultureInfo.InvariantCulture) + (int)(mood % 31) - 5).ToString(CultureInfo.InvariantCulture);
            if (mood % 9 == 0) return "<<<<<<< SEARCH\nreturn 0;\n=======\nreturn 9;\n"; // no such lines, and no end
            return asked.Contains("<<<<<<< SEARCH", StringComparison.Ordinal)
                ? $"NOTE: to {next}\n<<<<<<< SEARCH\nreturn {number};\n=======\nreturn {next};\n>>>>>>> REPLACE"
                : $"NOTE: anew {next}\n```csharp\nreturn {next};\n```";
        }

        [GeneratedRegex(@"return (-?\d+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Returned();
    }

    /// <summary>Reads the number that a program returns.</summary>
    private sealed partial class ReturnedNumber : IEvaluator
    {
        public bool IsPure => true;

        public ValueTask<Evaluation> EvaluateAsync(IReadOnlyList<Part> parts, CancellationToken cancellationToken)
        {
            Match found = Returned().Match(parts[0].Text);
            return ValueTask.FromResult(found.Success
                ? new Evaluation { IsCorrect = true, Raw = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture), Aim = Aim.Maximise }
                : Evaluation.Refused(Aim.Maximise, "It returns no number."));
        }

        [GeneratedRegex(@"return (-?\d+);", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Returned();
    }

    /// <summary>Every kind of patch, recombination often enough to be seen.</summary>
    private static class PatchMixes
    {
        public static Evolution.Database.PatchMix All { get; } = Evolution.Database.PatchMix.Of(0.3, 0.2, 0.15, 0.1, 0.1, 0.15);
    }
}
