using Extropy.Search.Bes;
using Extropy.Search.Bes.Decomposition;
using Extropy.Search.Bes.Operators;
using Extropy.Search.BestOfN;
using Extropy.Search.Trace;
using Extropy.Search.Tree;

namespace Extropy.Search.Tests.Strategies;

/// <summary>At their neutral values the switches of BES give the baselines, node by node and coin by coin.</summary>
public sealed class ReductionTests
{
    private static readonly BesOptions Neutral = new()
    {
        Mix = OperatorMix.ExpansionOnly, UseGoals = false, UnexploredBonus = 0, WrongStepCap = null,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ExpansionsScoredByReward_AreTreeSearch(long seed)
    {
        SearchResult bes = Searches.Words(new BesSearch(Neutral), seed, ends: 0);
        SearchResult tree = Searches.Words(new TreeSearch(new TreeSearchOptions()), seed, ends: 0);

        Assert.Equal(tree.Nodes.Select(Searches.Shown), bes.Nodes.Select(Searches.Shown));
        Assert.Equal(tree.Outcome, bes.Outcome);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WholeRolloutsFromTheRoot_AreBestOfN(long seed)
    {
        SearchResult bes = Searches.Words(new BesSearch(Neutral with { MaxExpansion = int.MaxValue, Parents = ParentRule.Root }), seed);
        SearchResult bestOfN = Searches.Words(new BestOfNSearch(new BestOfNOptions()), seed);

        Assert.Equal(bestOfN.Nodes.Select(Searches.Shown), bes.Nodes.Select(Searches.Shown));
        Assert.Equal(bestOfN.Spent, bes.Spent);
    }

    [Fact]
    public void AlphaOne_IsSearchWithoutGoals()
    {
        var singles = new OperatorMix(0.9, 0, 0.1, 0, 0); // pairs are drawn class by class, so their coins fall differently
        BesOptions paper = new() { Mix = singles, WrongStepCap = null, Decomposition = new NeverSchedule() };
        SearchResult alphaOne = Searches.Words(new BesSearch(paper with { Alpha = 1 }), 5);
        SearchResult noGoals = Searches.Words(new BesSearch(paper with { UseGoals = false }), 5);

        Assert.Equal(noGoals.Nodes.Select(Searches.Shown), alphaOne.Nodes.Select(Searches.Shown));
    }

    [Fact]
    public void MonotoneBlend_OnBinaryGoals_ChangesNothing()
    {
        SearchResult plain = Searches.Words(new BesSearch(new()), 5);
        SearchResult monotone = Searches.Words(new BesSearch(new() { MonotoneBlend = true }), 5);

        Assert.Equal(plain.Nodes.Select(Searches.Shown), monotone.Nodes.Select(Searches.Shown));
    }
}
