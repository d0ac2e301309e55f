using Extropy.Core.Errors;
using Extropy.Learning.Advantages;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Tests.Objectives;

/// <summary>The divergence from the reference: forms whose slope is not that of their value, limits, and the path through the reward.</summary>
public sealed class ReferenceDivergenceTests
{
    [Theory]
    [InlineData(KlEstimator.K1StraightThrough, KlEstimator.K1)]
    [InlineData(KlEstimator.K3StraightThrough, KlEstimator.K3)]
    public void StraightThrough_HasTheValueOfOneFormAndTheSlopeOfK2(KlEstimator form, KlEstimator valued)
    {
        foreach (double d in (double[])[-3, -0.2, 0, 0.7, 4])
        {
            (double value, double slope) = Of(form, d);

            Assert.Equal(Of(valued, d).Value, value);
            Assert.Equal(Of(KlEstimator.K2, d).Slope, slope);
        }
    }

    [Fact]
    public void K2_OnAverage_HasTheGradientOfTheDivergence_AndK1None()
    {
        double[] p = [0.5, 0.2, 0.2, 0.1], q = [0.1, 0.3, 0.2, 0.4];
        double divergence = p.Zip(q).Sum(pair => pair.First * Math.Log(pair.First / pair.Second));
        for (int v = 0; v < p.Length; v++)
        {
            Assert.Equal(p[v] * (Math.Log(p[v] / q[v]) - divergence), Average(KlEstimator.K2, v), 1e-12); // ∂KL(p ‖ q)/∂z_v
            Assert.Equal(p[v] - q[v], Average(KlEstimator.K3, v), 1e-12); // ∂KL(q ‖ p)/∂z_v
            Assert.Equal(0, Average(KlEstimator.K1, v), 1e-12);
        }

        // Σ_a p_a · slope(d_a) · ∂ln p_a/∂z_v
        double Average(KlEstimator form, int v) =>
            Enumerable.Range(0, p.Length).Sum(a => p[a] * Of(form, Math.Log(p[a] / q[a])).Slope * ((a == v ? 1 : 0) - p[v]));
    }

    [Fact]
    public void Limits_HoldTheValue_AndTakeTheSlope()
    {
        var options = new KlOptions { Estimator = KlEstimator.K3, DifferenceLimit = 20, ValueLimit = 10 };

        (double value, double slope) = TokenDivergence.Of(options, -5, out bool isClamped); // e⁵ − 6
        Assert.Equal((10, 0, true), (value, slope, isClamped));
        (value, slope) = TokenDivergence.Of(options with { Estimator = KlEstimator.K1, ValueLimit = double.PositiveInfinity }, 30, out isClamped);
        Assert.Equal((20, 0, true), (value, slope, isClamped));
        (value, _) = TokenDivergence.Of(options with { DifferenceLimit = double.PositiveInfinity, ValueLimit = double.PositiveInfinity }, -5, out isClamped);
        Assert.Equal(Math.Exp(5) - 6, value, 1e-9);
        Assert.False(isClamped);
    }

    [Fact]
    public void Limits_ThatAreMet_AreReported()
    {
        var term = new KlToReference(new KlOptions { Estimator = KlEstimator.K1, DifferenceLimit = 1e-9 });
        Minibatch minibatch = Minibatches.Of(term.Needs, [3, 4], drift: 0);
        UpdateContext context = Minibatches.Context;
        var coefficients = new double[minibatch.Batch.Positions];
        new TokenMean().Coefficients(minibatch.Batch, coefficients);
        var slopes = new StatisticTable(term.Needs.Current);
        slopes.Reset(minibatch.Batch.Positions);

        term.Evaluate(minibatch, coefficients, context, slopes);

        Assert.Equal(1, context.Telemetry["kl/clamped"]);
        Assert.All(slopes.Column(0).ToArray(), slope => Assert.Equal(0, slope));
    }

    [Fact]
    public void KlReward_ChargesEachTokenForItselfAndWhatFollows()
    {
        Minibatch toGo = Minibatches.Of(new KlReward().Needs, [3, 2], drift: 0), own = Minibatches.Of(new KlReward().Needs, [3, 2], drift: 0);
        double[] k1 = [.. Enumerable.Range(0, toGo.Batch.Positions).Select(n => toGo.Old[LogProbability.Instance][n] - toGo.Reference[LogProbability.Instance][n])];
        double[] before = toGo.Batch.Advantages.ToArray();

        new KlReward(0.5).Shape(toGo, Minibatches.Context);
        new KlReward(0.5, isToGo: false).Shape(own, Minibatches.Context);

        // Row 0: one prompt position, then three counted ones.
        Assert.Equal(before[0], toGo.Batch.Advantages[0]);
        Assert.Equal(before[3] - 0.5 * k1[3], toGo.Batch.Advantages[3], 1e-12);
        Assert.Equal(before[1] - 0.5 * (k1[1] + k1[2] + k1[3]), toGo.Batch.Advantages[1], 1e-12);
        Assert.Equal(before[1] - 0.5 * k1[1], own.Batch.Advantages[1], 1e-12);
    }

    [Fact]
    public void KlReward_WithoutWeight_ChangesNoBit()
    {
        Minibatch minibatch = Minibatches.Of(new KlReward().Needs, [3, 2], drift: 0);
        double[] before = minibatch.Batch.Advantages.ToArray();

        new KlReward(0).Shape(minibatch, Minibatches.Context);

        Assert.Equal(before, minibatch.Batch.Advantages.ToArray());
    }

    [Fact]
    public void Options_OutOfRange_AreNamedTogether()
    {
        string message = Assert.Throws<BadInputException>(() => new KlToReference(new KlOptions { Beta = -1, ValueLimit = 0 })).Message;

        Assert.Contains("weight -1", message, StringComparison.Ordinal);
        Assert.Contains("limit 0 of the value", message, StringComparison.Ordinal);
    }

    private static (double Value, double Slope) Of(KlEstimator form, double difference) =>
        TokenDivergence.Of(new KlOptions { Estimator = form }, difference, out _);
}
