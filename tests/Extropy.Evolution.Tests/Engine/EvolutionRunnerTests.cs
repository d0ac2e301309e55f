using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;
using Microsoft.Extensions.Time.Testing;

namespace Extropy.Evolution.Tests.Engine;

public sealed class EvolutionRunnerTests
{
    [Fact]
    public async Task Run_OneAndEightWorkers_EndEqually()
    {
        EvolutionPlan plan = Runs.Plan(300);

        EvolutionOutcome one = await Runs.RunAsync(Runs.Kit(), plan), eight = await Runs.RunAsync(Runs.Kit(), plan, new EvolutionServices { Workers = 8 });

        Assert.Equal(Runs.Written(one), Runs.Written(eight));
    }

    [Fact]
    public async Task Run_OtherSeed_EndsDifferently()
    {
        EvolutionOutcome one = await Runs.RunAsync(Runs.Kit(), Runs.Plan(40, seed: 1)), other = await Runs.RunAsync(Runs.Kit(), Runs.Plan(40, seed: 2));

        Assert.NotEqual(Runs.Written(one), Runs.Written(other));
    }

    [Fact]
    public async Task Run_ManyEvaluations_ImprovesAndReportsTheBestThatIsStored()
    {
        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(), Runs.Plan(600), new EvolutionServices { Workers = 2 });
        EvolutionState state = outcome.State;
        double best = Enumerable.Range(0, state.Count).Max(i => state[new CandidateId(i)].Evaluation.Merit);

        Assert.Equal((EvolutionStop.Evaluations, 600L), (outcome.Stop, state.Evaluations));
        Assert.Equal(best, state.Best!.Evaluation.Raw);
        Assert.Equal(best, Runs.Problem.Assess(state.Best.Evaluation.Layout!).Metric);
        Assert.True(state.Gains.Count >= 3);
        Assert.Equal(state.Gains.Select(gain => gain.Candidate.Evaluation.Raw).Order(), state.Gains.Select(gain => gain.Candidate.Evaluation.Raw));
        Assert.InRange(best, 1.1 * state.Gains[0].Candidate.Evaluation.Raw, Math.Sqrt(Runs.Circles / Math.PI)); // circles cover no more than the square
        Assert.Equal(state.Proposals, Enum.GetValues<PatchKind>().Sum(kind => state.Of(kind).Proposals));
        Assert.Equal(state.Gains.Count, Enum.GetValues<PatchKind>().Sum(kind => state.Of(kind).Gains));
    }

    [Fact]
    public async Task Run_Proposal_KnowsExactlyWhatWasCommittedALagBefore()
    {
        var proposer = new NotingProposer(Runs.Circles);

        await Runs.RunAsync(Runs.Kit(proposer), Runs.Plan(80, options: Runs.Options with { NewIslandAfter = 0 }), new EvolutionServices { Workers = 8 });

        Assert.All(proposer.Newest, seen => Assert.True(seen.Newest <= Math.Max(seen.Ordinal - Runs.Options.Lag, Runs.Options.Islands - 1), $"{seen}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(17)]
    public async Task Run_LimitOnEvaluations_IsMetExactly(long limit)
    {
        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(), Runs.Plan(limit), new EvolutionServices { Workers = 4 });

        Assert.Equal(limit, outcome.State.Evaluations);
    }

    [Fact]
    public async Task Run_LimitOnMoney_CommitsWhatIsInFlightAndNoMore()
    {
        var proposer = new ClimbingProposer(Runs.Circles) { Price = 1 };
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Money = 20 } };

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(proposer), plan, new EvolutionServices { Workers = 3 });

        Assert.Equal(EvolutionStop.Money, outcome.Stop);
        Assert.InRange(outcome.State.Spending.Money, 20, 20 + (3 * Runs.Options.Lag)); // a repetition is asked for up to three times
        Assert.Equal(proposer.Calls, outcome.State.Spending.Money);
    }

    [Fact]
    public async Task Run_LimitOnTokens_EndsThere()
    {
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Tokens = 300 } };

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(), plan);

        Assert.Equal(EvolutionStop.Tokens, outcome.Stop);
        Assert.InRange(outcome.State.Spending.GeneratedTokens, 300, 300 + (30 * Runs.Options.Lag));
    }

    [Fact]
    public async Task Run_TimeIsUp_KeepsThePrefixOfALongerRun()
    {
        var time = new FakeTimeProvider();
        EvolutionPlan plan = Runs.Plan(10_000) with { Limits = new EvolutionLimits { Time = TimeSpan.FromMinutes(5) } };
        var clock = new StepClock(time, TimeSpan.FromSeconds(10));

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(), plan, new EvolutionServices { Time = time, Observer = clock });
        EvolutionOutcome longer = await Runs.RunAsync(Runs.Kit(), Runs.Plan(200));

        Assert.Equal(EvolutionStop.Time, outcome.Stop);
        Assert.Equal(30, outcome.State.Proposals); // a step every ten seconds
        for (int i = 0; i < outcome.State.Count; i++)
            Assert.Equal(longer.State[new CandidateId(i)].Parts[0].Text, outcome.State[new CandidateId(i)].Parts[0].Text);
    }

    [Fact]
    public async Task Run_EveryProposalRefused_IsGivenUp()
    {
        EvolutionPlan plan = Runs.Plan(50) with { Limits = new EvolutionLimits { Evaluations = 50, Fruitless = 12 } };

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(new SurlyProposer(_ => "I do not like it.")), plan);

        Assert.Equal(EvolutionStop.Fruitless, outcome.Stop);
        Assert.Equal((0L, null), (outcome.State.Evaluations, outcome.State.Best));
        Assert.InRange(outcome.State.Refused, 12, 12 + Runs.Options.Lag);
    }

    [Fact]
    public async Task Run_Refusal_IsFedBackToTheNextAttemptOnly()
    {
        List<(int Attempt, string? Feedback)> asked = [];
        var proposer = new SurlyProposer(request =>
        {
            lock (asked) asked.Add((request.Attempt, request.Feedback));
            return request.Attempt == 0 ? "The search text is missing." : null;
        });

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(proposer), Runs.Plan(20));

        Assert.Equal(20, outcome.State.Evaluations);
        Assert.All(asked, one => Assert.Equal(one.Attempt == 0 ? null : "The search text is missing.", one.Feedback));
        Assert.Contains(asked, one => one.Attempt == 1);
    }

    [Fact]
    public async Task Run_SameTextAgain_IsRepeatedNotEvaluated()
    {
        var proposer = new SurlyProposer(_ => null) { Always = "[[0.5,0.5,0.1]]" };
        ProposerKit kit = Runs.Kit(proposer) with { Evaluator = new LayoutEvaluator(KnownProblems.Find("circle-packing-1")) };
        EvolutionPlan plan = Runs.Plan(50) with { Limits = new EvolutionLimits { Evaluations = 50, Fruitless = 5 } };

        EvolutionOutcome outcome = await Runs.RunAsync(kit, plan);

        Assert.Equal(Runs.Options.Islands, outcome.State.Evaluations); // the start, once on every island
        Assert.True(outcome.State.Repeated >= 5);
    }

    [Fact]
    public async Task Run_ProposerThrows_TellsWhoeverWaits()
    {
        var proposer = new SurlyProposer(request => request.Ordinal == 9 ? throw new ExtropyException("The endpoint is gone.") : null);

        ExtropyException fault = await Assert.ThrowsAsync<ExtropyException>(() => Runs.RunAsync(Runs.Kit(proposer), Runs.Plan(50), new EvolutionServices { Workers = 4 }));

        Assert.Equal("The endpoint is gone.", fault.Message);
    }

    [Fact]
    public async Task Run_TwoProposers_BothAreAskedAndCounted()
    {
        IProposer[] proposers = [new ClimbingProposer(Runs.Circles) { Name = "one" }, new ClimbingProposer(Runs.Circles) { Name = "other", World = 1 }];

        EvolutionOutcome outcome = await Runs.RunAsync(Runs.Kit(proposers), Runs.Plan(200));

        Assert.True(outcome.State.OfProposer(0).Proposals > 20);
        Assert.True(outcome.State.OfProposer(1).Proposals > 20);
        Assert.Equal(outcome.State.Proposals, outcome.State.OfProposer(0).Proposals + outcome.State.OfProposer(1).Proposals);
    }

    [Fact]
    public void Limits_NoneAtAll_AreRefused()
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => new EvolutionLimits().Validate());

        Assert.Contains("nothing would end it", fault.Message, StringComparison.Ordinal);
    }

    private sealed class StepClock(FakeTimeProvider time, TimeSpan step) : IEvolutionObserver
    {
        public void OnStep(EvolutionStep happened, EvolutionState state) => time.Advance(step);
    }

    /// <summary>Refuses for the reason given, else proposes like the climbing one or always the same.</summary>
    private sealed class SurlyProposer(Func<ProposalRequest, string?> reason) : IProposer
    {
        private readonly ClimbingProposer _climbing = new(Runs.Circles);

        public string Name => "surly";

        public bool IsPaid => false;

        public string? Always { get; init; }

        public async ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
        {
            if (reason(request) is { } refusal) return Proposal.Refused(refusal);
            return Always is not null ? Proposal.Of(new Part(Part.Layout, Always)) : await _climbing.ProposeAsync(request, cancellationToken);
        }
    }

    /// <summary>Notes the newest candidate that each proposal is shown.</summary>
    private sealed class NotingProposer(int circles) : IProposer
    {
        private readonly ClimbingProposer _climbing = new(circles);

        public string Name => "noting";

        public bool IsPaid => false;

        public List<(long Ordinal, long Newest)> Newest { get; } = [];

        public ValueTask<Proposal> ProposeAsync(ProposalRequest request, CancellationToken cancellationToken)
        {
            if (request.Parent is not null)
            {
                long newest = request.Donors.Add(request.Parent).AddRange(request.Elites).Max(candidate => candidate.Id.Value);
                lock (Newest) Newest.Add((request.Ordinal, newest));
            }

            return _climbing.ProposeAsync(request, cancellationToken);
        }
    }
}
