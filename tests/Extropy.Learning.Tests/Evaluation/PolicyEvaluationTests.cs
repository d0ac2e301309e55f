using System.Collections.Concurrent;
using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Learning.Evaluation;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Extropy.Search.Contracts;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Reasoning;

namespace Extropy.Learning.Tests.Evaluation;

public sealed class PolicyEvaluationTests
{
    private static readonly PolicyEvaluationOptions Options = new() { GroupSize = 4 };

    [Fact]
    public async Task RunAsync_PolicyThatDerives_SolvesEverything()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(4, 20, seed: 1);

        ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
            new Oracle(problems, solvesSample: _ => true), problems, Options, CancellationToken.None);

        Assert.All(scores, score => Assert.Equal((true, true, 4, 4, 4), (
            score.IsGreedySolved, score.IsGreedyRight, score.Solved, score.Right, score.Ended)));
        var row = new KkEvaluationRow(4, scores);
        Assert.Equal(1, row.SampledSolved.Estimate);
        Assert.Equal(0, row.AllWrong.Estimate);
        Assert.False(row.IsWithinGate); // no head-room
    }

    [Fact]
    public async Task RunAsync_PolicyThatGuesses_IsRightButNeverSolved()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(3, 20, seed: 1);

        ImmutableArray<ProblemScore> scores = await PolicyEvaluation.RunAsync(
            new Oracle(problems, solvesSample: _ => false), problems, Options, CancellationToken.None);

        Assert.All(scores, score => Assert.Equal((0, 4), (score.Solved, score.Right)));
        Assert.Equal(1, new KkEvaluationRow(3, scores).AllWrong.Estimate);
    }

    [Fact]
    public async Task RunAsync_AnyNumberInFlight_GivesTheSameScores()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(3, 10, seed: 1);
        var policy = new Oracle(problems, solvesSample: draw => draw < 0.3);

        ImmutableArray<ProblemScore> one = await PolicyEvaluation.RunAsync(policy, problems, Options with { InFlight = 1 }, CancellationToken.None);
        ImmutableArray<ProblemScore> many = await PolicyEvaluation.RunAsync(policy, problems, Options with { InFlight = 16 }, CancellationToken.None);

        Assert.Equal(one.Select(score => score.Greedy), many.Select(score => score.Greedy));
        Assert.Equal(one.SelectMany(score => score.Samples), many.SelectMany(score => score.Samples));
        Assert.InRange(one.Sum(score => score.Solved), 1, 39);
    }

    [Fact]
    public async Task RunAsync_FewerProblemsOrSamples_GivesTheSameScoresForTheRest()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(3, 6, seed: 1);
        var policy = new Oracle(problems, solvesSample: draw => draw < 0.5);

        ImmutableArray<ProblemScore> all = await PolicyEvaluation.RunAsync(policy, problems, Options, CancellationToken.None);
        ImmutableArray<ProblemScore> few = await PolicyEvaluation.RunAsync(
            policy, problems[..3], Options with { GroupSize = 2, HasGreedy = false }, CancellationToken.None);

        Assert.All(few, score => Assert.Null(score.Greedy));
        Assert.Equal(all.Take(3).SelectMany(score => score.Samples.Take(2)), few.SelectMany(score => score.Samples));
    }

    [Fact]
    public async Task RunAsync_Sampling_ReachesThePolicyAndGreedyStaysGreedy()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(3, 1, seed: 1);
        var policy = new Oracle(problems, solvesSample: _ => true);
        var sampling = new SamplingOptions { Temperature = 0.6, TopP = 0.95 };
        var told = new Counting();

        await PolicyEvaluation.RunAsync(policy, problems, Options with { Sampling = sampling }, told, CancellationToken.None);

        Assert.Equal(4, policy.Asked.Count(asked => asked == sampling));
        Assert.Equal(1, policy.Asked.Count(asked => asked == new SamplingOptions { Temperature = 0 }));
        Assert.Equal(5, told.Most);
    }

    [Fact]
    public void Validate_NothingToAskOrBadSampling_IsRefused()
    {
        Assert.Throws<BadInputException>((Options with { GroupSize = 0, HasGreedy = false }).Validate);
        Assert.Throws<BadInputException>((Options with { Sampling = new SamplingOptions { TopP = 0 } }).Validate);
    }

    [Fact]
    public void IsWithinGate_Bounds_AreThoseOfTheSpecification()
    {
        Assert.True(Row(solved: 10, right: 20, allWrong: 60).IsWithinGate);
        Assert.False(Row(solved: 2, right: 20, allWrong: 60).IsWithinGate);
        Assert.False(Row(solved: 16, right: 20, allWrong: 60).IsWithinGate);
        Assert.False(Row(solved: 10, right: 12, allWrong: 60).IsWithinGate);
        Assert.False(Row(solved: 50, right: 60, allWrong: 40).IsWithinGate);
    }

    [Fact]
    public void Problems_AnySize_AreHeldOutAndDiffer()
    {
        ImmutableArray<IProblem> problems = KkEvaluation.Problems(5, 100, seed: 3);

        Assert.Equal(100, problems.Select(problem => problem.Identity).Distinct().Count());
        Assert.All(problems, problem => Assert.True(HeldOut.Contains(((KkProblem)problem).Puzzle)));
    }

    // 100 puzzles with 100 samples in all: "solved" samples fall on puzzles 0, 1, … one each.
    private static KkEvaluationRow Row(int solved, int right, int allWrong) => new(4,
    [
        .. Enumerable.Range(0, 100).Select(i => new ProblemScore(
            new SampleScore(false, false, null, true, 10),
            [new SampleScore(i < Math.Min(solved, 100 - allWrong), i < right, null, true, 10)])),
    ]);

    private sealed class Counting : IProgress<int>
    {
        private int _most;

        public int Most => _most;

        public void Report(int value)
        {
            int most;
            while (value > (most = _most)) Interlocked.CompareExchange(ref _most, value, most);
        }
    }

    /// <summary>Knows every solution; writes the reference derivation or only the answer.</summary>
    private sealed class Oracle(ImmutableArray<IProblem> problems, Func<double, bool> solvesSample) : IStepPolicy
    {
        private readonly Dictionary<string, KkProblem> _problems = problems.Cast<KkProblem>().ToDictionary(problem => problem.Prompt.Text);

        public PolicyIdentity Identity { get; } = new("oracle", 1, Digest.Of("oracle"));

        public ConcurrentBag<SamplingOptions> Asked { get; } = [];

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request.Sampling);
            var claims = ReferenceReasoner.Derive(_problems[request.Prompt.Text].Puzzle);
            if (!solvesSample(request.TokenDraws.At(0, 0).NextUniform())) claims = claims[^1..];
            ImmutableArray<Step> steps = [.. claims.Select(claim => new Step(KkWriter.Paragraph(claim), claim is Claim.Answer))];
            return ValueTask.FromResult(new Continuation(steps, 10 * steps.Length, 30));
        }
    }
}
