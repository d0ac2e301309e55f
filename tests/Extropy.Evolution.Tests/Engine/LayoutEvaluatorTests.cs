using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Engine;

public sealed class LayoutEvaluatorTests
{
    private static readonly LayoutEvaluator Evaluator = new(KnownProblems.Find("circle-packing-2"));

    [Fact]
    public async Task Evaluate_ValidLayout_HasTheExactMetric()
    {
        Evaluation evaluation = await Of("[[0.25,0.25,0.25],[0.75,0.75,0.25]]");

        Assert.True(evaluation.IsCorrect);
        Assert.Equal(0.5, evaluation.Raw);
        Assert.NotNull(evaluation.Layout);
    }

    [Fact]
    public async Task Evaluate_OverlapByOneBit_IsMended()
    {
        Evaluation evaluation = await Of($"[[0.25,0.5,0.25],[0.75,0.5,{Math.BitIncrement(0.25):R}]]");

        Assert.True(evaluation.IsCorrect);
        Assert.InRange(evaluation.Raw, 0.4999999, 0.5);
    }

    [Theory]
    [InlineData("[[0.25,0.25,0.25]]")]
    [InlineData("[[0.25,0.25,0.25],[2,2,0.1]]")]
    [InlineData("[[NaN,0,0],[1,1,1]]")]
    [InlineData("hello")]
    public async Task Evaluate_AnythingElse_IsRefusedInOneSentence(string text)
    {
        Evaluation evaluation = await Of(text);

        Assert.False(evaluation.IsCorrect);
        Assert.Equal(0, evaluation.Raw);
        Assert.EndsWith(".", evaluation.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_OtherParts_AreRefused()
    {
        Evaluation evaluation = await Evaluator.EvaluateAsync([new Part("main.cs", "")], CancellationToken.None);

        Assert.Contains("'layout'", evaluation.Failure, StringComparison.Ordinal);
    }

    private static async Task<Evaluation> Of(string text) => await Evaluator.EvaluateAsync([new Part(Part.Layout, text)], CancellationToken.None);
}
