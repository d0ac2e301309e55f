using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Evolution.Engine;
using Extropy.Runs.Effects;
using Extropy.Testing.Files;
using Microsoft.Extensions.Time.Testing;

namespace Extropy.Evolution.Tests.Engine;

/// <summary>Looking back between commits, whoever looks.</summary>
public sealed class RunReflectionTests : IDisposable
{
    private const int Evaluations = 60;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_Reflections_SeeEveryCandidateOfARoundOnce()
    {
        var notes = new Diary { Every = 7 };
        EvolutionOptions options = Runs.Options with { NewIslandAfter = 0 }; // no copies: ids have no gaps

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit() with { Reflections = [notes] }, Runs.Plan(Evaluations, options: options));

        Assert.All(notes.Seen, fresh => Assert.True(fresh.Length == 7));
        long[] seen = [.. notes.Seen.SelectMany(fresh => fresh)];
        Assert.Equal(Enumerable.Range(Runs.Options.Islands, seen.Length).Select(id => (long)id), seen);
        Assert.InRange(seen.Length, Evaluations - Runs.Options.Islands - 7 - Runs.Options.Lag, Evaluations - Runs.Options.Islands - Runs.Options.Lag);
        Assert.Equal(notes.Seen.Count, outcome.State.Reflections.Count);
        Assert.Equal(notes.Seen.Count, (int)(outcome.State.Spending.PolicyCalls - outcome.State.Proposals));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Run_Proposal_KnowsExactlyWhatWasLeftUpToItsLag(int workers)
    {
        var proposer = new Listener();

        EvolutionOutcome outcome = await Runs.RunAsync(
            Runs.Kit(proposer) with { Reflections = [new Diary { Every = 4 }] }, Runs.Plan(Evaluations), new EvolutionServices { Workers = workers });

        Assert.Equal(outcome.State.Proposals, proposer.Heard.Count);
        foreach ((long ordinal, string heard) in proposer.Heard)
        {
            long commits = Math.Max(0, ordinal - Runs.Options.Lag + 1); // when it was drawn
            EvolutionReflection? last = outcome.State.Reflections.LastOrDefault(reflection => reflection.Proposals <= commits && ordinal >= Runs.Options.Islands);
            Assert.Equal(last is null ? "" : $"page {outcome.State.Reflections.ToList().IndexOf(last)}", heard);
        }
    }

    [Fact]
    public async Task Run_TwoReflections_TheSecondKnowsWhatTheFirstLeft()
    {
        Diary first = new() { Every = 5 }, second = new() { Every = 10, Name = "second" };

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit() with { Reflections = [first, second] }, Runs.Plan(Evaluations));

        Assert.Equal(["notes", "notes", "second", "notes"], outcome.State.Reflections.Select(reflection => reflection.Name).Take(4));
        Assert.Equal(["", "page 0", "page 1", "page 2", "page 3"], ((string[])[.. first.Known.Take(2), second.Known[0], .. first.Known.Skip(2).Take(2)]));
    }

    [Fact]
    public async Task Run_TokensOfReflections_CountForTheLimit()
    {
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Evaluations = 10_000, Tokens = 2_000 } };

        EvolutionOutcome with = await Runs.RunAsync(Runs.Kit() with { Reflections = [new Diary { Every = 2, Tokens = 500 }] }, plan);
        EvolutionOutcome without = await Runs.RunAsync(Runs.Kit(), plan);

        Assert.Equal((EvolutionStop.Tokens, EvolutionStop.Tokens), (with.Stop, without.Stop));
        Assert.InRange(with.State.Spending.GeneratedTokens, 2_000, 2_000 + 500 + (10 * Runs.Options.Lag));
        Assert.True(with.State.Evaluations < without.State.Evaluations / 4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Run_TimeEndsInTheMiddleOfAReflection_EndsThereAgain(int blocked)
    {
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Evaluations = 1_000_000, Time = TimeSpan.FromMinutes(5) } };
        EvolutionOutcome first = await RunAsync(), again = await RunAsync();

        Assert.Equal(EvolutionStop.Time, first.Stop);
        Assert.Equal(4 + blocked, first.State.Reflections.Count);
        Assert.Equal(Runs.Written(first), Runs.Written(again));

        async Task<EvolutionOutcome> RunAsync()
        {
            var time = new FakeTimeProvider();
            void LateAtPage(int reflection, int page)
            {
                if (reflection == blocked && page == 2) time.Advance(TimeSpan.FromMinutes(6));
            }

            ImmutableArray<IRunReflection> two =
                [new Diary { Every = 5, Opens = page => LateAtPage(0, page) }, new Diary { Every = 5, Name = "second", Opens = page => LateAtPage(1, page) }];
            await using Journal journal = Journal.Open(_folder.File("journal.db"));
            return await Runs.RunAsync(Runs.Kit() with { Reflections = two }, plan, new EvolutionServices { Journal = journal, Time = time });
        }
    }

    [Fact]
    public async Task Run_OtherReflectionsOnTheSameJournal_SaysWhatDiffers()
    {
        await using (Journal journal = Journal.Open(_folder.File("journal.db"))) await Runs.RunAsync(Runs.Kit(), Runs.Plan(10), new EvolutionServices { Journal = journal });
        await using Journal other = Journal.Open(_folder.File("journal.db"));

        ReplayDivergenceException fault = await Assert.ThrowsAsync<ReplayDivergenceException>(
            () => Runs.RunAsync(Runs.Kit() with { Reflections = [new Diary { Every = 5 }] }, Runs.Plan(10), new EvolutionServices { Journal = other }));

        Assert.Contains("the proposers", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SameJournalNameAtAnotherTime_MakesOtherKeys()
    {
        List<ImmutableArray<string?>> keys = [];
        for (int run = 0; run < 2; run++)
        {
            var proposer = new Listener { IsPaid = true };
            await using (Journal journal = Journal.Open(_folder.File($"{run}.db")))
                await Runs.RunAsync(Runs.Kit(proposer), Runs.Plan(10), new EvolutionServices { Journal = journal });
            keys.Add([.. proposer.Keys]);
        }

        Assert.All(keys, made => Assert.Equal(made.Length, made.OfType<string>().Distinct().Count()));
        Assert.Empty(keys[0].Intersect(keys[1]));
    }

    /// <summary>Turns a page whenever it is asked: the page's number is all that it recommends.</summary>
    private sealed class Diary : IRunReflection
    {
        private int _pages;

        public string Name { get; init; } = "notes";

        public int Every { get; init; }

        public int Tokens { get; init; }

        public Action<int>? Opens { get; init; }

        public List<long[]> Seen { get; } = [];

        public List<string> Known { get; } = [];

        public ValueTask<Reflection> ReflectAsync(ReflectionRequest request, CancellationToken cancellationToken)
        {
            Opens?.Invoke(_pages++);
            cancellationToken.ThrowIfCancellationRequested();
            Seen.Add([.. request.Fresh.Select(candidate => candidate.Id.Value)]);
            Known.Add(string.Concat(request.Memory.Recommendations));
            int page = request.Memory.Recommendations.IsEmpty ? 0 : int.Parse(request.Memory.Recommendations[0][5..], CultureInfo.InvariantCulture) + 1;
            Assert.All(request.Fresh.Zip(request.Parents), pair => Assert.Equal(pair.First.Parent, pair.Second?.Id));
            var spending = new Spending(PolicyCalls: 1, GeneratedTokens: Tokens);
            return ValueTask.FromResult(new Reflection(request.Memory with { Recommendations = [$"page {page}"] }, $"Page {page}.", spending));
        }
    }

    /// <summary>A climber that remembers what it was recommended and under which key it was to ask.</summary>
    private sealed class Listener : IProposer
    {
        private readonly ClimbingProposer _climber = new(Runs.Circles);
        private readonly ConcurrentBag<string?> _keys = [];

        public string Name => "climbing";

        public bool IsPaid { get; init; }

        public ConcurrentDictionary<long, string> Heard { get; } = new();

        public IEnumerable<string?> Keys => _keys;

        public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
        {
            Heard[request.Ordinal] = string.Concat(request.Recommendations);
            _keys.Add(request.IdempotencyKey);
            return _climber.ProposeAsync(request, cancellationToken);
        }
    }
}
