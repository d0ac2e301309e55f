using CsCheck;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.Bes.Selection;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Search.Trace;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Bes;

public sealed class BesSearchTests
{
    private static readonly BesOptions Evolving = new() { Mix = new OperatorMix(0.3, 0.2, 0.1, 0.2, 0.2), Stop = StopRule.BudgetOnly };

    [Fact]
    public void SameSeed_SameTrace()
    {
        (SearchResult first, EventLog events) = Search(new(), seed: 4);
        (SearchResult again, EventLog same) = Search(new(), seed: 4);

        Assert.Equal(first.Nodes.Select(Shown), again.Nodes.Select(Shown));
        Assert.Equal(events.Events.Count, same.Events.Count);
        Assert.Equal(first.Spent, again.Spent);
    }

    [Fact]
    public void OtherSeed_OtherTrace() => Assert.NotEqual(Search(new(), seed: 4).Result.Nodes.Select(Shown), Search(new(), seed: 5).Result.Nodes.Select(Shown));

    [Fact]
    public void MostSeeds_AreSolved_AndEndThere()
    {
        SearchResult[] results = [.. Enumerable.Range(0, 20).Select(seed => Search(new(), seed).Result)];

        Assert.True(results.Count(result => result.IsSolved) >= 15, $"{results.Count(result => result.IsSolved)} of 20");
        Assert.All(results.Where(result => result.IsSolved), result => Assert.True(result.Nodes[^1].Verdict.IsSolved && result.Best == result.Nodes[^1]));
    }

    [Fact]
    public void Pool_HoldsNoDuplicates_NoLongChildren_AndOnlyEarlierParents() => Gen.Int[0, 1000].Sample(
        seed =>
        {
            SearchResult result = Search(Evolving, seed, calls: 60).Result;
            return result.Nodes.Select(node => node.Trajectory).Distinct().Count() == result.Nodes.Length
                && result.Nodes.All(node => node.Trajectory.Length <= 12 && node.Parents.All(parent => parent < node.Id))
                && result.Nodes.Select((node, id) => node.Id == id).All(isRight => isRight)
                && result.Nodes.All(node => node.Score is >= 0 and <= 1);
        },
        iter: 30);

    [Fact]
    public void Parents_AreOpen_AndWithoutEnd()
    {
        SearchResult result = Search(Evolving, seed: 2, calls: 300).Result;

        Assert.All(
            result.Nodes.Where(node => node.Operator is not NodeOrigin.Finish).SelectMany(node => node.Parents).Distinct(),
            parent => Assert.Equal(TrajectoryState.Open, result.Nodes[parent].Verdict.State));
    }

    [Fact]
    public void Budget_InCalls_IsSpentToTheLastOne_NeverBeyond()
    {
        SearchResult result = Search(Evolving, seed: 1, calls: 37).Result;

        Assert.Equal(37, result.Spent.PolicyCalls);
        Assert.Equal(Counter.PolicyCalls, result.StoppedBy);
    }

    [Fact]
    public void EvolutionChildren_AreCounted_AndFreeByDefault()
    {
        SearchResult result = Search(Evolving, seed: 1, calls: 60).Result;

        Assert.Equal(result.Nodes.Count(node => NodeOrigin.IsEvolution(node.Operator)), result.Spent.EvolutionChildren);
        Assert.True(result.Spent.EvolutionChildren > 10);
    }

    [Fact]
    public void ChargeEvolution_MakesEachChildACall()
    {
        SearchResult result = Search(
            Evolving with { ChargeEvolution = true, ChargeDecomposition = false, UseFinishing = false }, seed: 1, calls: 60).Result;
        long expanded = result.Spent.PolicyCalls - result.Spent.EvolutionChildren;

        Assert.Equal(result.Spent.GeneratedTokens, expanded);
        Assert.True(result.Spent.EvolutionChildren > 10);
    }

    [Fact]
    public void ExpansionOnly_MakesNoEvolutionChildren() =>
        Assert.Equal(0, Search(new() { Mix = OperatorMix.ExpansionOnly }, seed: 1).Result.Spent.EvolutionChildren);

    [Fact]
    public void FailedOperator_FallsThroughToAnExpansion()
    {
        var options = new BesOptions { Mix = new OperatorMix(0, 1, 0, 0, 0) };
        (SearchResult result, EventLog events) = Search(options, seed: 1, calls: 30);
        var failed = events.Events.OfType<SearchEvent.ChildRejected>().First();

        Assert.Equal("combination", failed.Operator);
        Assert.Equal(NodeOrigin.Expansion, result.Nodes[1].Operator);
    }

    [Fact]
    public void FailedOperator_WithoutFallThrough_EndsAtTheNoProgressLimit()
    {
        var options = new BesOptions { Mix = new OperatorMix(0, 1, 0, 0, 0), FallThrough = false, NoProgressLimit = 7 };
        (SearchResult result, EventLog events) = Search(options, seed: 1);

        Assert.Equal(SearchOutcome.Exhausted, result.Outcome);
        Assert.Equal(7, events.Events.OfType<SearchEvent.ChildRejected>().Count());
        Assert.Equal(7, result.RejectedChildren);
    }

    [Fact]
    public void Finishing_WritesTheAnswerOfAFinishedDerivation()
    {
        var policy = ScriptedPolicy.Writing("word 0", "word 1", "word 2");
        var problem = new WordProblem();
        var options = new BesOptions { MaxExpansion = int.MaxValue, Parents = ParentRule.Root };
        SearchResult result = Run(problem, new ScriptedThenCue(policy), options, seed: 0, calls: 20).Result;

        Assert.True(result.IsSolved);
        Assert.Equal([NodeOrigin.Root, NodeOrigin.Expansion, NodeOrigin.Finish], result.Nodes.Select(node => node.Operator));
        Assert.Equal([1], result.Best.Parents);
    }

    [Fact]
    public void WithoutFinishing_TheDerivationStaysWithoutAnswer()
    {
        var policy = ScriptedPolicy.Writing("word 0", "word 1", "word 2");
        var options = new BesOptions { MaxExpansion = int.MaxValue, Parents = ParentRule.Root, UseFinishing = false, NoProgressLimit = 3 };
        SearchResult result = Run(new WordProblem(), policy, options, seed: 0, calls: 100).Result;

        Assert.Equal(TrajectoryState.Unfinished, result.Nodes[1].Verdict.State);
        Assert.Equal(2, result.Nodes.Length);
    }

    [Fact]
    public void Decomposition_GrowsTheTree_Rescores_AndIsCharged()
    {
        var options = Evolving with { Decomposition = new IntervalSchedule(4) };
        (SearchResult result, EventLog events) = Run(new WordProblem(8, 2), new WordPolicy(8, 2), options, seed: 3, calls: 60);
        var grown = events.Events.OfType<SearchEvent.GoalsAdded>().ToArray();
        int splits = grown.Length - 1; // the first is the tree that the problem gave

        Assert.True(splits >= 3);
        Assert.Equal(Enumerable.Range(1, grown.Length), grown.Select(added => added.Version));
        Assert.Equal(9 + 2 * splits, result.Goals!.Count);
        Assert.Contains(events.Events.OfType<SearchEvent.Rescored>(), rescored => !rescored.Changes.IsEmpty);
        Assert.Equal(result.Spent.PolicyCalls - splits, result.Spent.GeneratedTokens); // here a step is a token
    }

    [Fact]
    public void WithoutGoals_ScoresAreRewards()
    {
        SearchResult result = Search(Evolving with { UseGoals = false, WrongStepCap = null }, seed: 3).Result;

        Assert.Null(result.Goals);
        Assert.All(result.Nodes, node => Assert.Equal(node.Verdict.Reward, node.Score));
    }

    [Fact]
    public void WrongSteps_CapTheScore_AndCanBePruned()
    {
        SearchResult capped = Search(Evolving, seed: 6).Result;
        SearchResult pruned = Search(Evolving with { WrongSteps = WrongStepRule.Prune }, seed: 6).Result;

        Assert.All(capped.Nodes.Where(node => node.Verdict.HasWrongStep), node => Assert.InRange(node.Score, 0, 0.01));
        Assert.All(pruned.Nodes.SelectMany(node => node.Parents), parent => Assert.False(
            pruned.Nodes[parent].Verdict is { HasWrongStep: true, State: TrajectoryState.Open }));
    }

    [Fact]
    public void StoppingAtWrongSteps_KeepsThePoolClean_AndPaysForWhatIsLost()
    {
        SearchResult result = Search(Evolving with { WrongSteps = WrongStepRule.Stop, ChargeDecomposition = false, UseFinishing = false }, seed: 6).Result;
        int kept = result.Nodes.Where(node => node.Operator == NodeOrigin.Expansion).Sum(
            node => node.Trajectory.Length - result.Nodes[node.Parents[0]].Trajectory.Length);

        Assert.DoesNotContain(result.Nodes, node => node.Verdict.HasWrongStep);
        Assert.Equal(200, result.Spent.GeneratedTokens);
        Assert.InRange(kept, 100, 195);
    }

    [Fact]
    public void RedrawingWrongSteps_KeepsThePoolClean_AndGoesFurtherThanStopping()
    {
        BesOptions options = Evolving with { ChargeDecomposition = false, UseFinishing = false, MaxExpansion = 8 };
        SearchResult stopped = Search(options with { WrongSteps = WrongStepRule.Stop }, seed: 6).Result;
        SearchResult redrawn = Search(options with { WrongSteps = WrongStepRule.Redraw }, seed: 6).Result;

        Assert.DoesNotContain(redrawn.Nodes, node => node.Verdict.HasWrongStep);
        Assert.True(MeanExpansion(redrawn) > MeanExpansion(stopped));

        static double MeanExpansion(SearchResult result) => result.Nodes
            .Where(node => node.Operator == NodeOrigin.Expansion)
            .Average(node => node.Trajectory.Length - result.Nodes[node.Parents[0]].Trajectory.Length);
    }

    [Fact]
    public void GainingAdmission_KeepsOnlyChildrenAboveTheirParents()
    {
        SearchResult result = Search(Evolving with { Admission = Admission.Gaining, Decomposition = new NeverSchedule() }, seed: 6).Result;

        Assert.All(
            result.Nodes.Where(node => NodeOrigin.IsEvolution(node.Operator) && !node.Verdict.IsSolved),
            node => Assert.True(node.Score > node.Parents.Max(parent => result.Nodes[parent].Score)));
    }

    [Fact]
    public void StopRules_DecideWhenItEnds()
    {
        SearchResult enough = Search(new() { Stop = StopRule.EnoughComplete, EnoughComplete = 3 }, seed: 1, calls: 5000).Result;
        SearchResult spent = Search(new() { Stop = StopRule.BudgetOnly }, seed: 1).Result;

        Assert.Equal(3, enough.Nodes.Count(node => node.Verdict.State == TrajectoryState.Complete));
        Assert.Equal(200, spent.Spent.PolicyCalls);
    }

    [Fact]
    public void AdaptiveMix_IsDeterministic_AndDiffersFromThePaper()
    {
        BesOptions adaptive = Evolving with { Mix = Evolving.Mix with { IsAdaptive = true } };

        Assert.Equal(Search(adaptive, 3).Result.Nodes.Select(Shown), Search(adaptive, 3).Result.Nodes.Select(Shown));
        Assert.NotEqual(Search(Evolving, 3).Result.Nodes.Select(Shown), Search(adaptive, 3).Result.Nodes.Select(Shown));
    }

    [Fact]
    public void LyingGoalVerifier_IsClamped_AndCounted()
    {
        var problem = new LyingProblem();
        SearchResult result = Run(problem, new WordPolicy(), new BesOptions(), seed: 1, calls: 20).Result;

        Assert.True(result.ClampedVerdicts > 0);
        Assert.All(result.FinalScores, score => Assert.InRange(score, 0, 1));
    }

    [Fact]
    public void BadOptions_AreNamedAllAtOnce()
    {
        var options = new BesOptions
        {
            Mix = new OperatorMix(0.9, 0.2, 0, 0, 0), Alpha = 1.5, Temperature = new TemperatureSchedule(0, -1), SelectionScale = 0,
            UnexploredBonus = double.NaN, MaxExpansion = 0, WrongStepCap = 2, PairSample = 1, PairBest = 0, NoProgressLimit = 0, MaxNodes = 1,
            Decomposition = new IntervalSchedule(0), EnoughComplete = 0,
        };
        string message = Assert.Throws<BadInputException>(() => new BesSearch(options)).Message;

        string[] named =
        [
            "sum to 1.1", "alpha 1.5", "initial temperature 0", "final temperature -1", "scale 0", "bonus NaN", "expansion 0", "cap 2", "pair pool",
            "no-progress limit 0", "pool of 1", "interval 0", "0 complete",
        ];
        Assert.All(named, name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void GreedyParents_NeedNoTemperature() =>
        Assert.NotNull(new BesSearch(new BesOptions { Parents = ParentRule.Greedy, Temperature = new TemperatureSchedule(0, 0) }));

    [Fact]
    public async Task BudgetBelowOneStep_IsRefused() => await Assert.ThrowsAsync<BadInputException>(
        async () => await new BesSearch(new()).SearchAsync(new WordProblem(), Context(new WordProblem(), new WordPolicy(), 0, 0), CancellationToken.None));

    private static string Shown(SearchNode node) => $"{node.Id} {node.Operator} {string.Join(',', node.Parents)} {node.Score:R} {node.Trajectory.ToText("|")}";

    private static (SearchResult Result, EventLog Events) Search(BesOptions options, int seed, long calls = 200) =>
        Run(new WordProblem(), new WordPolicy(), options, seed, calls);

    private static (SearchResult Result, EventLog Events) Run(IProblem problem, IStepPolicy policy, BesOptions options, int seed, long calls)
    {
        var events = new EventLog();
        Task<SearchResult> search = new BesSearch(options).SearchAsync(problem, Context(problem, policy, seed, calls, events), CancellationToken.None).AsTask();
        Assert.True(search.IsCompleted); // the doubles answer at once
        return (search.GetAwaiter().GetResult(), events);
    }

    private static SearchContext Context(IProblem problem, IStepPolicy policy, int seed, long calls, EventLog? events = null) =>
        new(new SearchKey(Digest.Of($"{problem.Task} {seed}")), policy, new Budget { PolicyCalls = calls }, events);

    /// <summary>Plays the script, but answers a cue with the end.</summary>
    private sealed class ScriptedThenCue(ScriptedPolicy script) : IStepPolicy
    {
        public PolicyIdentity Identity => script.Identity;

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) => request.Cue is null
            ? script.ContinueAsync(request, cancellationToken)
            : ValueTask.FromResult(new Continuation([WordProblem.End], 1, 1));
    }

    /// <summary>Words, judged by a goal verifier that returns nonsense.</summary>
    private sealed class LyingProblem : IProblem, IGoalSource, IGoalVerifier
    {
        private readonly WordProblem _honest = new();

        public string Task => _honest.Task;
        public Digest Identity => _honest.Identity;
        public Prompt Prompt => _honest.Prompt;
        public string StepSeparator => _honest.StepSeparator;
        public IVerifier Verifier => _honest;
        public SolutionVisibility Visibility => _honest.Visibility;
        public int MaxSteps => _honest.MaxSteps;
        public IGoalSource Goals => this;
        public string Name => "lies";
        public GoalTree Initial => _honest.Initial;
        public IGoalDecomposer Decomposer => _honest;
        IGoalVerifier IGoalSource.Verifier => this;

        public string? ReadAnswer(Trajectory trajectory) => null;

        public void Score(Trajectory trajectory, ReadOnlySpan<Goal> goals, Span<double> scores)
        {
            double[] lies = [double.NaN, 7, -3, double.PositiveInfinity, double.NegativeInfinity, -0.0];
            for (int i = 0; i < goals.Length; i++) scores[i] = lies[i % lies.Length];
        }
    }
}
