using Extropy.Core.Errors;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Tests.Objectives;

/// <summary>The sequence ratio off-policy.</summary>
public sealed class GspoTests
{
    private static readonly GspoOptions Wide = new() { Low = 0.9, High = 9 };

    [Theory]
    [InlineData(false)] // nothing clipped
    [InlineData(true)]
    public void Slope_OffPolicy_IsTheCentralDifferenceOfTheSequenceForm(bool isClipped)
    {
        var objective = new Objective(new Gspo(isClipped ? new GspoOptions() : Wide), [], [], new SequenceMeanTokenMean());
        Minibatch minibatch = Minibatches.Of(objective.Needs, [3, 7, 1, 5], drift: 0.6);
        var slopes = new StatisticTable(objective.Needs.Current);
        objective.Evaluate(minibatch, Minibatches.Context, slopes);
        double[] expected = slopes.Column(0).ToArray();
        Span<double> current = minibatch.Current[LogProbability.Instance];

        for (int n = 0; n < current.Length; n++)
        {
            double at = current[n];
            current[n] = at + 1e-6;
            double up = objective.Evaluate(minibatch, Minibatches.Context, slopes);
            current[n] = at - 1e-6;
            double down = objective.Evaluate(minibatch, Minibatches.Context, slopes);
            current[n] = at;
            Assert.Equal((up - down) / 2e-6, expected[n], 1e-6);
        }
    }

    [Fact]
    public void Ratio_BeyondItsLimit_StandsAtE10_WithoutSlope()
    {
        var loss = new Gspo(new GspoOptions { High = 1e9 });
        Minibatch minibatch = Minibatches.Of(loss.Needs, [2], drift: 0);
        Span<double> current = minibatch.Current[LogProbability.Instance];
        for (int n = 0; n < current.Length; n++) current[n] = minibatch.Old[LogProbability.Instance][n] + 12;
        var losses = new double[current.Length];
        var slopes = new StatisticTable(loss.Needs.Current);
        slopes.Reset(current.Length);

        loss.Evaluate(minibatch, Minibatches.Context, losses, slopes);

        Assert.Equal(0.7 * Math.Exp(10), losses[^1], 1e-6);
        Assert.All(slopes.Column(0).ToArray(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void AnotherAggregation_IsRefusedByName()
    {
        string message = Assert.Throws<BadInputException>(() => new Objective(new Gspo(new GspoOptions()), [], [], new TokenMean())).Message;

        Assert.Contains("'gspo'", message, StringComparison.Ordinal);
        Assert.Contains("'seq-mean-token-mean', not with 'token-mean'", message, StringComparison.Ordinal);
    }
}
