using Extropy.Core.Errors;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Tests.Objectives;

public sealed class AdaptiveEntropyBonusTests
{
    private static readonly AdaptiveEntropyOptions Options = new() { TargetNats = 0.5, Change = 0.25, Largest = 0.6 };

    [Fact]
    public void Coefficient_BelowTheTarget_RisesToItsLimit_AndAboveItActsNoMore()
    {
        var bonus = new AdaptiveEntropyBonus(Options);

        Assert.Equal(0.25, Slope(bonus, nats: 0.1), 1e-12);
        Assert.Equal(0.5, Slope(bonus, nats: 0.1), 1e-12);
        Assert.Equal(0.6, Slope(bonus, nats: 0.1), 1e-12);
        Assert.Equal(0, Slope(bonus, nats: 2)); // 0.35, not applied
        Assert.Equal(0.6, Slope(bonus, nats: 0.1), 1e-12);
    }

    [Fact]
    public void Coefficient_MovesOnceABatch()
    {
        var bonus = new AdaptiveEntropyBonus(Options);
        Slope(bonus, nats: 0.1);

        Assert.Equal(0.25, Slope(bonus, nats: 0.1, minibatch: 1), 1e-12);
    }

    [Fact]
    public void State_SavedAndRestored_ContinuesToTheBit()
    {
        AdaptiveEntropyBonus first = new(Options), second = new(Options);
        Slope(first, nats: 0.1);
        second.Restore(first.Save());

        Assert.Equal(Slope(first, nats: 0.1), Slope(second, nats: 0.1));
        Assert.Throws<BadInputException>(() => second.Restore(new System.Text.Json.Nodes.JsonObject()));
    }

    /// <summary>−∂L/∂H of a batch whose entropy is the same everywhere, for a coefficient sum of 1.</summary>
    private static double Slope(AdaptiveEntropyBonus bonus, double nats, int minibatch = 0)
    {
        Minibatch batch = Minibatches.Of(bonus.Needs, [3, 4], drift: 0);
        for (int n = 0; n < batch.Batch.Positions; n++) batch.Old[ShannonEntropy.Instance][n] = batch.Batch.Mask[n] ? nats : 0;
        var coefficients = new double[batch.Batch.Positions];
        new TokenMean().Coefficients(batch.Batch, coefficients);
        var slopes = new StatisticTable(bonus.Needs.Current);
        slopes.Reset(batch.Batch.Positions);
        bonus.Evaluate(batch, coefficients, Minibatches.Context with { Minibatch = minibatch, Minibatches = 2 }, slopes);
        double sum = 0;
        foreach (double slope in slopes.Column(0)) sum -= slope;
        return sum;
    }
}
