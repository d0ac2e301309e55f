using Extropy.Search.Contracts;
using Extropy.Search.Goals;
using Extropy.Tasks.PersonaFacts;

namespace Extropy.Tasks.Tests.PersonaFacts;

public sealed class PersonaFactsProblemTests
{
    private readonly PersonaFactsProblem _problem = new(new());

    [Fact]
    public void AllFactsInAnyOrder_AreSolved()
    {
        Verdict verdict = _problem.Verify(Facts(5, 3, 1, 0, 2, 2, 4));

        Assert.True(verdict.IsSolved);
        Assert.Equal("0 1 2 3 4 5", _problem.ReadAnswer(Facts(5, 3, 1, 0, 2, 2, 4)));
    }

    [Fact]
    public void ShortAndIncomplete_IsOpen_WithoutReward()
    {
        Verdict verdict = _problem.Verify(Facts(0, 1, 2));

        Assert.Equal(TrajectoryState.Open, verdict.State);
        Assert.Equal(0, verdict.Reward);
    }

    [Fact]
    public void FullLength_IsComplete_WithoutReward()
    {
        Verdict verdict = _problem.Verify(Facts([.. Enumerable.Repeat(0, 12)]));

        Assert.Equal(TrajectoryState.Complete, verdict.State);
        Assert.Equal(0, verdict.Reward);
    }

    [Fact]
    public void LongerThanAllowed_IsNotSolved_WhateverItTells() =>
        Assert.Equal(0, _problem.Verify(Facts(0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0)).Reward);

    [Fact]
    public void ForeignText_TellsNothing() =>
        Assert.Equal("", _problem.ReadAnswer(new Trajectory([new Step("fact 9"), new Step("\0"), new Step(new string('x', 1_000_000))])));

    [Fact]
    public void Goals_AreTheRootAndOneLeafPerFact()
    {
        GoalTree tree = _problem.Goals.Initial;
        var scores = new double[tree.Count];

        _problem.Goals.Verifier.Score(Facts(0, 4, 4), [.. tree.Goals], scores);

        Assert.Equal([0, 1, 0, 0, 0, 1, 0], scores);
        Assert.Equal(6, tree.Children(0).Length);
    }

    private static Trajectory Facts(params int[] facts) => new([.. facts.Select(fact => new Step($"fact {fact}"))]);
}
