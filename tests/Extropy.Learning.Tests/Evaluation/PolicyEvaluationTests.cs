using System.Collections.Immutable;
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

        Assert.Equal(one, many);
        Assert.InRange(one.Sum(score => score.Solved), 1, 39);
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
            false, false, i < Math.Min(solved, 100 - allWrong) ? 1 : 0, i < right ? 1 : 0, 1, 1, 10)),
    ]);

    /// <summary>Knows every solution; writes the reference derivation or only the answer.</summary>
    private sealed class Oracle(ImmutableArray<IProblem> problems, Func<double, bool> solvesSample) : IStepPolicy
    {
        private readonly Dictionary<string, KkProblem> _problems = problems.Cast<KkProblem>().ToDictionary(problem => problem.Prompt.Text);

        public PolicyIdentity Identity { get; } = new("oracle", 1, Digest.Of("oracle"));

        public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
        {
            var claims = ReferenceReasoner.Derive(_problems[request.Prompt.Text].Puzzle);
            if (!solvesSample(request.TokenDraws.At(0, 0).NextUniform())) claims = claims[^1..];
            ImmutableArray<Step> steps = [.. claims.Select(claim => new Step(KkWriter.Paragraph(claim), claim is Claim.Answer))];
            return ValueTask.FromResult(new Continuation(steps, 10 * steps.Length, 30));
        }
    }
}
