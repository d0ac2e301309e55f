using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Mechanism;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Goals;

/// <summary>What a person asks of goals and kinds of patch reaches the search, and the arms of the mechanism experiment can be asked for by name.</summary>
public sealed class GoalKitTests
{
    private const int Units = 300;

    [Theory]
    [InlineData("S", "none", "plain")]
    [InlineData("S+O", "none", "recombining")]
    [InlineData("S+B", "templates", "plain")]
    [InlineData("BES", "templates", "recombining")]
    [InlineData("BES", null, null)]
    public async Task Genome_ByFlags_RunsTheArmOfTheExperiment(string arm, string? goals, string? mix)
    {
        var run = new MechanismRun(MechanismArms.Get(arm), "circle-packing-26", Seed: 5, Evaluations: 60, Units);
        MechanismRecord expected = await run.RunAsync(TestContext.Current.CancellationToken);

        EvolutionState state = await RunAsync("genome", Given(("units", $"{Units}"), ("goals", goals), ("mix", mix)), new EvolutionLimits { Evaluations = 60 });

        Assert.Equal(expected.Gains.Select(gain => (gain.Evaluations, gain.Value)), state.Gains.Select(gain => (gain.Evaluations, gain.Candidate.Evaluation.Raw)));
        Assert.Equal((expected.Genome, expected.UnitsSpent), (state.Best!.Parts[0].Text, state.Units));
        Assert.Equal(expected.Growths, state.Growths.Count(growth => growth.IsChange));
        Assert.Equal(goals != "none", state.Tree is not null);
    }

    [Theory]
    [InlineData("numeric", null)]
    [InlineData("genome", "templates")]
    public void Open_NothingSaid_TakesWhatIsUsual(string proposer, string? goals)
    {
        ProposerKit kit = Open(proposer, Given());

        Assert.Equal(goals, kit.Goals?.Name);
        Assert.Equal(goals is not null, kit.Ranking is BucketScore { Width: 5e-4 });
    }

    [Theory]
    [InlineData("numeric")]
    [InlineData("genome")]
    public void Open_GoalsAskedFor_TakesTheScaleOfTheProblem(string proposer)
    {
        ProposerKit kit = Open(proposer, Given(("goals", "templates"), ("mix", "plain")));

        Assert.Equal(5e-4, Assert.IsType<BucketScore>(kit.Ranking).Width);
        Assert.Equal(GoalScale.Of(KnownProblems.Find("heilbronn-convex-13")).Margin, kit.Options.StagnationMargin);
        Assert.Equal(PatchMix.Plain, kit.Options.Mix);
    }

    [Theory]
    [InlineData("goals", "some", "--goals takes none, templates or model, not 'some'")]
    [InlineData("mix", "wild", "--mix takes plain, recombining or pivoting, not 'wild'")]
    [InlineData("goals", "model", "--goals model needs a model")]
    public void Open_WhatThereIsNot_IsRefused(string name, string value, string sentence)
    {
        BadInputException fault = Assert.Throws<BadInputException>(() => Open("genome", Given((name, value))));

        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Growths_OfARun_TellWhatTheyWereGrownFromAndHowThatMeetsTheGoals()
    {
        EvolutionState state = await RunAsync("genome", Given(("units", $"{Units}")), new EvolutionLimits { Evaluations = 80 });

        EvolutionGrowth[] changes = [.. state.Growths.Where(growth => growth.IsChange)];
        Assert.NotEmpty(changes);
        Assert.Equal(changes.Select(growth => growth.Tree!.Version).Distinct().Count(), changes.Length);
        foreach (EvolutionGrowth growth in changes)
        {
            Assert.InRange(growth.Elites.Length, 1, 5);
            Assert.Equal(growth.Elites.Select(elite => elite.Raw).OrderDescending(), growth.Elites.Select(elite => elite.Raw));
            Assert.All(growth.Elites, elite => Assert.Equal((growth.Tree!.Version, growth.Tree.Nodes.Length), (elite.Score!.TreeVersion, elite.Score.Goals.Length)));
            foreach (ProgramGoal goal in growth.Tree!.Nodes.Where(goal => goal.Kind == ProgramGoalKind.Reference && goal.Parent == 0 && changes[0] == growth))
                Assert.All(growth.Elites, elite => Assert.True(elite.Score!.IsMet(goal.Id)));
        }
    }

    [Fact]
    public async Task Run_ALimitIsReached_AsksNoModelForGoals()
    {
        int calls = 0;
        var goals = new CountedGoals(() => calls++);
        ProposerKit kit = Open("genome", Given(("units", $"{Units}"), ("goals", "none"))) with { Goals = goals };
        IOpenProblem problem = KnownProblems.Find("heilbronn-convex-13");
        var options = kit.Options with { StagnationRounds = 1, StagnationMargin = 10 }; // every round asks

        EvolutionState state = (await new EvolutionRunner(
            kit, new EvolutionPlan(problem.Id, problem.Aim, 1, options, new EvolutionLimits { Evaluations = 200, Money = 3 }), new EvolutionServices())
            .RunAsync(TestContext.Current.CancellationToken)).State;

        Assert.Equal(3, calls);
        Assert.Equal(3m, state.Spending.Money);
        Assert.Equal(3, state.Spending.PolicyCalls);
        Assert.True(state.Evaluations > options.Islands + 3, "what was in flight was kept");
    }

    private static async Task<EvolutionState> RunAsync(string proposer, ImmutableSortedDictionary<string, string> given, EvolutionLimits limits)
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-26");
        ProposerKit kit = KnownProposers.Get(proposer).Open(new ProposerSetting(problem, 5) { Given = given });
        return (await new EvolutionRunner(kit, new EvolutionPlan(problem.Id, problem.Aim, 5, kit.Options, limits), new EvolutionServices()).RunAsync(CancellationToken.None)).State;
    }

    private static ProposerKit Open(string proposer, ImmutableSortedDictionary<string, string> given) =>
        KnownProposers.Get(proposer).Open(new ProposerSetting(KnownProblems.Find("heilbronn-convex-13"), 1) { Given = given });

    private static ImmutableSortedDictionary<string, string> Given(params (string Name, string? Value)[] given) =>
        given.Where(one => one.Value is not null).ToImmutableSortedDictionary(one => one.Name, one => one.Value!, StringComparer.Ordinal);

    /// <summary>Costs one piece of money each time and grows nothing.</summary>
    private sealed class CountedGoals(Action asked) : IGoalScorer
    {
        public string Name => "counted";

        public bool IsPaid => true;

        public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken)
        {
            asked();
            return ValueTask.FromResult(new GoalGrowth(request.Tree, "Nothing.", new Spending(PolicyCalls: 1, Money: 1)));
        }

        public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation) => new(tree.Version, 0, [0]);
    }
}
