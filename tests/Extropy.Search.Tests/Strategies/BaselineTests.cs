using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Search.BestOfN;
using Extropy.Search.Contracts;
using Extropy.Search.Guess;
using Extropy.Search.SelfConsistency;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Strategies;

public sealed class BaselineTests
{
    private static readonly string[] Everything = ["word 0", "word 1", "word 2"];

    public static TheoryData<string> Names => [.. KnownStrategies.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStrategy_KeepsItsBudget_AndItsWord(string name)
    {
        ISearchStrategy strategy = KnownStrategies.Create(name);
        SearchResult result = Searches.Words(strategy, seed: 3, calls: 90);

        Assert.Equal(name, strategy.Name);
        Assert.InRange(result.Spent.PolicyCalls, 1, 90);
        Assert.Equal(result.IsSolved, result.Best.Verdict.IsSolved);
        Assert.Equal(result.Nodes.Length, result.FinalScores.Length);
        Assert.Equal(Enumerable.Range(0, result.Nodes.Length), result.Nodes.Select(node => node.Id));
        Assert.Equal(Searches.Words(strategy, seed: 3, calls: 90).Nodes.Select(Searches.Shown), result.Nodes.Select(Searches.Shown));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStrategy_WithASilentPolicy_Ends(string name)
    {
        var budget = new Budget { GeneratedTokens = 100 };
        SearchResult result = Searches.Run(KnownStrategies.Create(name), new WordProblem(), new ScriptedPolicy(), 1, budget).Result;

        Assert.Equal(SearchOutcome.Exhausted, result.Outcome);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryStrategy_WithoutBudget_Refuses(string name) => Assert.Throws<BadInputException>(
        () => Searches.Run(KnownStrategies.Create(name), new WordProblem(), new WordPolicy(), 1, new Budget { GeneratedTokens = 0 }));

    [Fact]
    public void Identities_AreAllDifferent() =>
        Assert.Equal(KnownStrategies.All.Length, KnownStrategies.Names.Select(name => KnownStrategies.Create(name).Identity).Distinct().Count());

    [Fact]
    public void UnknownName_OffersTheNearest()
    {
        string message = Assert.Throws<BadInputException>(() => KnownStrategies.Create("bes-no-goal")).Message;

        Assert.Contains("'bes-no-goals'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void BestOfN_AnswerThatEndsEarly_CostsOnlyItsSteps()
    {
        var policy = new ScriptedPolicy([new Step("word 0"), WordProblem.End, new Step("word 1"), new Step("word 2"), WordProblem.End]);
        SearchResult result = Searches.Run(new BestOfNSearch(new()), new WordProblem(), policy, 1, new Budget { PolicyCalls = 5 }).Result;

        Assert.Equal(5, result.Spent.PolicyCalls);
        Assert.Equal(3, result.Nodes.Length);
        Assert.Equal([5, 3], policy.Requests.Select(request => request.MaxSteps));
    }

    [Fact]
    public void BestOfN_WholeRollout_IsFinished()
    {
        SearchResult result = Searches.Run(
            new BestOfNSearch(new()), new WordProblem(maxSteps: 4), new FinishingPolicy(Everything), 1, new Budget { PolicyCalls = 20 }).Result;

        Assert.True(result.IsSolved);
        Assert.Equal([NodeOrigin.Root, NodeOrigin.Expansion, NodeOrigin.Finish], result.Nodes.Select(node => node.Operator));
        Assert.Equal(4, result.Spent.PolicyCalls);
    }

    [Fact]
    public void Resampling_DrawsAWrongStepAgain()
    {
        var options = new BestOfNOptions { ResampleRejectedSteps = true };
        var policy = new FinishingPolicy("word 0", "wrong 1", "wrong 3", "word 1", "word 2");
        SearchResult result = Searches.Run(new BestOfNSearch(options), new WordProblem(), policy, 1, new Budget { PolicyCalls = 20 }).Result;

        Assert.True(result.IsSolved);
        Assert.Equal([0, 1, 1, 1, 4, 5], result.Nodes.Skip(1).Select(node => node.Parents[0]));
        Assert.False(result.Best.Verdict.HasWrongStep);
        Assert.Equal(6, result.Spent.PolicyCalls);
    }

    [Fact]
    public void Resampling_AfterTooManyDraws_StartsAgain()
    {
        var options = new BestOfNOptions { ResampleRejectedSteps = true, MaxDraws = 2 };
        var policy = new FinishingPolicy("word 0", "wrong 1", "wrong 3", "word 1");
        SearchResult result = Searches.Run(new BestOfNSearch(options), new WordProblem(), policy, 1, new Budget { PolicyCalls = 4 }).Result;

        Assert.Equal([0, 1, 1, 0], result.Nodes.Skip(1).Select(node => node.Parents[0]));
    }

    [Fact]
    public void Guess_AsksOnlyForAnswers()
    {
        SearchResult result = Searches.Run(
            new GuessSearch(new()), new WordProblem(), new FinishingPolicy(), 1, new Budget { PolicyCalls = 7 }).Result;

        Assert.False(result.IsSolved);
        Assert.Equal([NodeOrigin.Root, NodeOrigin.Finish], result.Nodes.Select(node => node.Operator)); // the same guess, seven times
        Assert.Equal(7, result.Spent.PolicyCalls);
    }

    [Fact]
    public void SelfConsistency_TakesTheMajority_WhateverTheVerifierSays()
    {
        Step[] right = [new("word 0"), new("word 1"), new("word 2"), WordProblem.End], popular = [new("word 1"), WordProblem.End];
        var policy = new ScriptedPolicy([.. right, .. popular, new("noise 0"), .. popular]);
        SearchResult result = Searches.Run(
            new SelfConsistencySearch(new()), new WordProblem(), policy, 1, new Budget { PolicyCalls = 9 }).Result;

        Assert.Equal("word 1|so", result.Best.Trajectory.ToText("|"));
        Assert.False(result.IsSolved);
        Assert.Equal(SearchOutcome.BudgetSpent, result.Outcome);
    }

    [Fact]
    public void TreeSearch_ContinuesNodes_AndNotOnlyTheRoot()
    {
        SearchResult result = Searches.Words(KnownStrategies.Create("tree"), seed: 1, ends: 0);

        Assert.True(result.Nodes.SelectMany(node => node.Parents).Distinct().Count() > 10);
    }

    /// <summary>Plays a script, and ends the answer when asked to finish.</summary>
    private sealed class FinishingPolicy(params string[] texts) : IStepPolicy
    {
        private readonly ScriptedPolicy _script = ScriptedPolicy.Writing(texts);

        public PolicyIdentity Identity => _script.Identity;

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) => request.Cue is null
            ? _script.ContinueAsync(request, cancellationToken)
            : ValueTask.FromResult(new Continuation([WordProblem.End], 1, 1));
    }
}
