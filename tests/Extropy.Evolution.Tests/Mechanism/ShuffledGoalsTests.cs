using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;
using Extropy.Evolution.Mechanism;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Mechanism;

/// <summary>The placebo: true scores, given to the wrong candidates, and kept while the tree stands.</summary>
public sealed class ShuffledGoalsTests
{
    private static readonly ProgramGoalTree First = new(1, 0, [new ProgramGoal(0, null, 0, ProgramGoalKind.Aspirational, "", "0")]);

    [Fact]
    public void ScoreAll_PermutesTheScores_AndKeepsWhatEachReceived()
    {
        Evaluation[] evaluations = [.. Enumerable.Range(0, 40).Select(EvaluationOf)];
        ShuffledGoals goals = Goals();

        ImmutableArray<BackwardScore> received = goals.ScoreAll(First, evaluations);

        Assert.Equal(evaluations.Select(evaluation => evaluation.Raw), received.Select(score => score.Score).Order());
        Assert.True(received.Zip(evaluations).Count(pair => pair.First.Score != pair.Second.Raw) > 30);
        Assert.All(received.Zip(evaluations), pair => Assert.Equal([pair.Second.Raw], pair.First.Goals));
        Assert.All(received.Zip(evaluations), pair => Assert.Equal(pair.First.Score, goals.Score(First, pair.Second).Score));
        Assert.Equal(received.Select(score => score.Score), Goals().ScoreAll(First, evaluations).Select(score => score.Score));
    }

    [Fact]
    public void ScoreAll_UnderAnotherTree_PermutesAnew()
    {
        Evaluation[] evaluations = [.. Enumerable.Range(0, 40).Select(EvaluationOf)];
        ShuffledGoals goals = Goals();

        double[] first = [.. goals.ScoreAll(First, evaluations).Select(score => score.Score)];
        double[] second = [.. goals.ScoreAll(First with { Version = 2 }, evaluations).Select(score => score.Score)];

        Assert.Equal(first.Order(), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Score_OfALaterCandidate_IsTheTrueOneOfSomebodyBefore()
    {
        ShuffledGoals goals = Goals();
        goals.ScoreAll(First, [.. Enumerable.Range(0, 5).Select(EvaluationOf)]);

        for (int later = 5; later < 50; later++)
        {
            double received = goals.Score(First, EvaluationOf(later)).Score * 100;
            Assert.InRange(Math.Round(received), 0, later - 1);
        }
    }

    [Fact]
    public void ScoreAll_OfCopies_GivesThemOneScore()
    {
        Evaluation[] distinct = [.. Enumerable.Range(0, 10).Select(EvaluationOf)];

        ImmutableArray<BackwardScore> received = Goals().ScoreAll(First, [.. distinct, .. distinct]);

        Assert.Equal(received.Take(10).Select(score => score.Score), received.Skip(10).Select(score => score.Score));
        Assert.Equal(distinct.Select(evaluation => evaluation.Raw), received.Take(10).Select(score => score.Score).Order());
    }

    private static ShuffledGoals Goals() => new(new RawIsScore(), RandomStream.FromSeed(5));

    private static Evaluation EvaluationOf(int hundredths) => new() { IsCorrect = true, Raw = hundredths / 100.0, Aim = Aim.Maximise };

    private sealed class RawIsScore : IGoalScorer
    {
        public string Name => "raw";

        public bool IsPaid => false;

        public ValueTask<GoalGrowth> GrowAsync(GoalGrowthRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new GoalGrowth(null, ""));

        public BackwardScore Score(ProgramGoalTree tree, Evaluation evaluation) => new(tree.Version, evaluation.Raw, [evaluation.Raw]);
    }
}
