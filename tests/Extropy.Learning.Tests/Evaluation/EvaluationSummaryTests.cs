using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;
using Extropy.Search.Contracts;
using Extropy.Tasks.Countdown;

namespace Extropy.Learning.Tests.Evaluation;

public sealed class EvaluationSummaryTests
{
    private static readonly RandomStream Stream = RandomStream.FromSeed(1).For("evaluation-summary-tests");

    // Right answers are "yes"; the first is also derived. The last problem's samples: two rivals and one silent.
    private static readonly ImmutableArray<ProblemScore> Scores =
    [
        new(Sample("yes", solved: true), [Sample("yes", solved: true), Sample("yes"), Sample("yes"), Sample("no")]),
        new(Sample("no"), [Sample("yes"), Sample("no"), Sample("no"), Sample("no")]),
        new(Sample(null), [Sample(null), Sample("no"), Sample("maybe"), Sample("yes")]),
    ];

    [Fact]
    public void Of_HandMadeScores_GivesTheFiguresOfTheDefinitions()
    {
        EvaluationSummary summary = EvaluationSummary.Of(Scores, [1, 2, 4], Stream);

        Assert.Equal((3, 4), (summary.Problems, summary.Samples));
        AssertClose(1 / 3.0, summary.Right.Greedy);
        AssertClose((0.75 + 0.25 + 0.25) / 3, summary.Right.Avg);
        AssertClose(0.25 / 3, summary.Solved.Avg);
        AssertClose((1 + 0.5 + 0.5) / 3, summary.Right.Pass[1]);
        AssertClose(0.5 / 3, summary.Solved.Pass[1]);
        AssertClose(1, summary.Right.Pass[2]);
        AssertClose((1 + 0 + 1 / 3.0) / 3, summary.Right.Maj[2]);
        AssertClose((1 / 3.0 + 0 + 0) / 3, summary.Solved.Maj[2]); // one of the three that voted yes is derived
        Assert.Equal((2 + 2 + 3) / 3.0, summary.DistinctAnswers);
        Assert.Equal(11 / 12.0, summary.Ended);
        Assert.Equal(10, summary.TokensPerSample);
        Assert.Null(summary.EntropyNats);
    }

    [Fact]
    public void Of_OneSampleEach_MakesAllMetricsEqual()
    {
        EvaluationSummary summary = EvaluationSummary.Of([.. Scores.Select(score => score with { Samples = score.Samples[..1] })], [1], Stream);

        Assert.Equal(summary.Right.Avg, summary.Right.Pass[0]);
        Assert.Equal(summary.Right.Avg, summary.Right.Maj[0]);
        Assert.Equal(summary.Solved.Avg, summary.Solved.Maj[0]);
    }

    [Fact]
    public void Of_AnyScores_KeepsTheOrderOfTheMetrics()
    {
        EvaluationSummary summary = EvaluationSummary.Of(Scores, [1, 2, 3, 4], Stream);

        foreach (OutcomeSummary outcome in (OutcomeSummary[])[summary.Solved, summary.Right])
        {
            double[] pass = [.. outcome.Pass.Select(mean => mean.Interval.Estimate)];
            Assert.Equal(pass.Order(), pass);
            Assert.All(outcome.Maj.Zip(outcome.Pass), pair => Assert.True(pair.First.Interval.Estimate <= pair.Second.Interval.Estimate + 1e-12));
        }
    }

    [Fact]
    public void Of_PlainProportions_AreWilsonAndTheRestIsBootstrapped()
    {
        EvaluationSummary summary = EvaluationSummary.Of(Scores, [2, 4], Stream);

        Assert.Equal(IntervalMethod.Wilson, summary.Right.Greedy?.Method);
        Assert.Equal(IntervalMethod.Bootstrap, summary.Right.Pass[0].Method);
        Assert.Equal(IntervalMethod.Wilson, summary.Right.Pass[1].Method); // pass@n is 0 or 1 for each problem
    }

    [Fact]
    public void Of_BadRequests_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => EvaluationSummary.Of([], [1], Stream));
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationSummary.Of(Scores, [5], Stream));
        Assert.Throws<ArgumentException>(() => EvaluationSummary.Of([.. Scores, Scores[0] with { Samples = [] }], [1], Stream));
        Assert.Throws<ArgumentException>(() => EvaluationSummary.Of([Scores[0] with { Samples = [] }], [], Stream));
    }

    [Fact]
    public async Task Of_UniformPolicy_MetersExactEntropyAndItsEstimate()
    {
        IProblem problem = new CountdownProblem(CountdownPuzzle.Parse("Numbers: 3 5 7 11. Target: 26."));
        ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
            new CountdownPolicy(), [problem, problem], new PolicyEvaluationOptions { GroupSize = 16 }, CancellationToken.None);

        EvaluationSummary summary = EvaluationSummary.Of(scores, [1, 16], Stream);

        Assert.NotNull(summary.EntropyNats);
        Assert.Equal(summary.EntropyNats.Value, summary.SurprisalNats!.Value, 1e-6); // uniform: every draw costs its entropy
        Assert.InRange(summary.EntropyNats.Value, 1, 5);
        Assert.Equal(scores[0].Samples.Length, scores[0].Samples.Count(sample => sample.Answer is not null));
    }

    private static SampleScore Sample(string? answer, bool solved = false) => new(solved, answer == "yes", answer, answer is not null, 10);

    private static void AssertClose(double expected, ShareMean? actual) => Assert.Equal(expected, actual!.Value.Interval.Estimate, 1e-12);
}
