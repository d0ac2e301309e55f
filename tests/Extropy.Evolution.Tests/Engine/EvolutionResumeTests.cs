using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Runs.Effects;
using Extropy.Testing.Files;

namespace Extropy.Evolution.Tests.Engine;

/// <summary>A run that is stopped again and again ends like one that was left in peace.</summary>
[Trait("kind", "crash-resume")]
public sealed class EvolutionResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(64)]
    public async Task Run_StoppedEveryFewSteps_EndsEqually(int steps)
    {
        EvolutionPlan plan = Runs.Plan(200);
        string expected = Runs.Written(await Runs.RunAsync(Runs.Kit(), plan));

        (EvolutionOutcome outcome, _) = await InPiecesAsync(() => Runs.Kit(), plan, steps);

        Assert.Equal(expected, Runs.Written(outcome));
    }

    [Fact]
    public async Task Run_FinishedAndOpenedAgain_AsksNobody()
    {
        EvolutionPlan plan = Runs.Plan(60);
        (EvolutionOutcome first, _) = await InPiecesAsync(() => Runs.Kit(), plan, 1000);
        var proposer = new ClimbingProposer(Runs.Circles);

        await using Journal journal = Open();
        EvolutionOutcome again = await Runs.RunAsync(Runs.Kit(proposer), plan, new EvolutionServices { Journal = journal });

        Assert.Equal(Runs.Written(first), Runs.Written(again));
        Assert.Equal(0, proposer.Calls);
    }

    [Fact]
    public async Task Run_PaidProposerInAFickleWorld_NeverAsksTwiceForWhatIsOnRecord()
    {
        EvolutionPlan plan = Runs.Plan(60);
        int world = 0;
        List<ClimbingProposer> worlds = [];

        (EvolutionOutcome outcome, int lives) = await InPiecesAsync(
            () =>
            {
                worlds.Add(new ClimbingProposer(Runs.Circles) { IsPaid = true, World = world++ });
                return Runs.Kit(worlds[^1]);
            },
            plan,
            steps: 6);
        string written = Runs.Written(outcome);
        await using Journal journal = Open();
        EvolutionOutcome again = await Runs.RunAsync(Runs.Kit(new ClimbingProposer(Runs.Circles) { IsPaid = true, World = 99 }), plan, new EvolutionServices { Journal = journal });

        Assert.True(lives > 5);
        Assert.Equal(written, Runs.Written(again)); // a use of an answer that was not on record would diverge
        Assert.True(worlds.Sum(proposer => proposer.Calls) <= outcome.State.Spending.PolicyCalls + (lives * Runs.Options.Lag));
    }

    [Fact]
    public async Task Run_TimeEndedIt_EndsThereAgain()
    {
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Evaluations = 1_000_000, Time = TimeSpan.FromMilliseconds(150) } };
        EvolutionOutcome first, again;
        await using (Journal journal = Open()) first = await Runs.RunAsync(Runs.Kit(), plan, new EvolutionServices { Journal = journal });
        await using (Journal journal = Open()) again = await Runs.RunAsync(Runs.Kit(), plan, new EvolutionServices { Journal = journal });

        Assert.Equal(EvolutionStop.Time, again.Stop);
        Assert.Equal(Runs.Written(first), Runs.Written(again));
    }

    [Fact]
    public async Task Run_OtherSeedOnTheSameJournal_SaysWhatDiffers()
    {
        await using (Journal journal = Open()) await Runs.RunAsync(Runs.Kit(), Runs.Plan(10), new EvolutionServices { Journal = journal });
        await using Journal other = Open();

        ReplayDivergenceException fault = await Assert.ThrowsAsync<ReplayDivergenceException>(
            () => Runs.RunAsync(Runs.Kit(), Runs.Plan(10, seed: 2), new EvolutionServices { Journal = other }));

        Assert.Contains("the seed", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_GoalsGrown_AreRecordedOnceAndScoresStayApartFromMerits()
    {
        EvolutionPlan plan = Runs.Plan(150);
        List<CountingGoals> scorers = [];
        string expected = Runs.Written(await Runs.RunAsync(Runs.Kit() with { Goals = new CountingGoals() }, plan));

        (EvolutionOutcome outcome, _) = await InPiecesAsync(
            () =>
            {
                scorers.Add(new CountingGoals());
                return Runs.Kit() with { Goals = scorers[^1] };
            },
            plan,
            steps: 20);

        Assert.Equal(expected, Runs.Written(outcome));
        Assert.True(outcome.State.Growths.Count > 3);
        Assert.Equal(outcome.State.Growths.Count, scorers.Sum(scorer => scorer.Grown));
        Assert.Equal(outcome.State.Tree!.Version, outcome.State.BackwardOf(outcome.State.Best!.Id)!.TreeVersion);
        Assert.All(Enumerable.Range(0, outcome.State.Count), i =>
        {
            Candidate candidate = outcome.State[new CandidateId(i)];
            Assert.Equal(candidate.Evaluation.IsCorrect, outcome.State.BackwardOf(candidate.Id) is not null);
            if (candidate.Evaluation.IsCorrect) Assert.Equal(Runs.Problem.Assess(candidate.Evaluation.Layout!).Metric, candidate.Evaluation.Raw);
        });
    }

    private async Task<(EvolutionOutcome Outcome, int Lives)> InPiecesAsync(Func<ProposerKit> kit, EvolutionPlan plan, int steps)
    {
        for (int life = 1; ; life++)
        {
            await using Journal journal = Open();
            using var stop = new CancellationTokenSource();
            var runner = new EvolutionRunner(kit(), plan, new EvolutionServices { Journal = journal, Workers = 3, Observer = new StopAfter(steps, stop) });
            try
            {
                return (await runner.RunAsync(stop.Token), life);
            }
            catch (OperationCanceledException)
            {
                // the next life goes on
            }
        }
    }

    private Journal Open() => Journal.Open(_folder.File("journal.db"));

    private sealed class StopAfter(int steps, CancellationTokenSource stop) : IEvolutionObserver
    {
        private int _live;

        public void OnStep(EvolutionStep step, EvolutionState state)
        {
            if (!step.IsReplayed && ++_live == steps) stop.Cancel();
        }
    }

    /// <summary>A tree of one goal whose threshold is the best value; a new version whenever it is asked.</summary>
    private sealed class CountingGoals : IGoalScorer
    {
        public int Grown { get; private set; }

        public string Name => "counting";

        public bool IsPaid => true;

        public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken)
        {
            Grown++;
            double best = request.Elites[0].Evaluation.Merit;
            var root = new ProgramGoal(0, null, 0, ProgramGoalKind.Aspirational, "As good as the best.", "sum_r");
            return ValueTask.FromResult(new GoalGrowth(new ProgramGoalTree((request.Tree?.Version ?? 0) + 1, best, [root]), "Grown.", new Spending(PolicyCalls: 1)));
        }

        public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation)
        {
            double score = Math.Clamp(evaluation.Raw / tree.Reference, 0, 1);
            return new BackwardScore(tree.Version, score, [score]);
        }
    }
}
