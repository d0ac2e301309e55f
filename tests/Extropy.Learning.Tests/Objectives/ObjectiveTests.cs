using System.Collections.Immutable;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;

namespace Extropy.Learning.Tests.Objectives;

/// <summary>Losses, aggregations and terms: slopes against central differences, equal forms equal, neutral knobs neutral, masked tokens without a say.</summary>
public sealed class ObjectiveTests
{
    private const double Step = 1e-6;

    private static readonly int[] Uneven = [3, 7, 1, 5], Even = [4, 4, 4, 4];

    private static readonly Dictionary<string, Func<Objective>> Objectives = new(StringComparer.Ordinal)
    {
        ["pg"] = () => Compose(new PolicyGradient()),
        ["ppo"] = () => Compose(new PpoClip(new PpoClipOptions())),
        ["ppo, sequence means"] = () => Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenMean()),
        ["ppo, sums over 10"] = () => Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenSumNorm(10)),
        ["entropy bonus"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new EntropyBonus(0.3)),
        ["k1"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.K1 })),
        ["k2"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.K2 })),
        ["k3"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5 })),
        ["exact kl"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.Exact })),
    };

    public static TheoryData<string> Names => [.. Objectives.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Slope_OfEveryStatistic_IsTheCentralDifference(string name)
    {
        Objective objective = Objectives[name]();
        Minibatch minibatch = Minibatches.Of(objective.Needs, Uneven, drift: 0.6);
        StatisticTable slopes = Slopes(objective, minibatch);
        foreach (IRowStatistic statistic in minibatch.Current.Statistics)
        {
            for (int n = 0; n < minibatch.Batch.Positions; n++)
            {
                double at = minibatch.Current[statistic][n];
                minibatch.Current[statistic][n] = at + Step;
                double up = Value(objective, minibatch);
                minibatch.Current[statistic][n] = at - Step;
                double down = Value(objective, minibatch);
                minibatch.Current[statistic][n] = at;
                Assert.Equal((up - down) / (2 * Step), slopes[statistic][n], 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MaskedTokens_ChangeNothing(string name)
    {
        Objective objective = Objectives[name]();
        Minibatch minibatch = Minibatches.Of(objective.Needs, Uneven, drift: 0.1, trained: [true, false, true, true]);
        double value = Value(objective, minibatch);
        double[][] before = Copy(Slopes(objective, minibatch));
        foreach (IRowStatistic statistic in minibatch.Current.Statistics)
        {
            for (int n = 0; n < minibatch.Batch.Positions; n++)
                if (!minibatch.Batch.Mask[n]) minibatch.Current[statistic][n] = 1e3;
        }

        Assert.Equal(value, Value(objective, minibatch));
        Assert.Equal(before, Copy(Slopes(objective, minibatch)));
    }

    [Fact]
    public void OnPolicy_PpoAndPolicyGradientAndGspo_HaveTheSameSlopes()
    {
        StatisticNeeds needs = Compose(new PpoClip(new PpoClipOptions())).Needs;
        Minibatch minibatch = Minibatches.Of(needs, Uneven, drift: 0);
        UpdateContext context = Minibatches.Context;
        var gspo = new Objective(new Gspo(new GspoOptions()), [], [], new SequenceMeanTokenMean());
        double[] ppo = Copy(Slopes(Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenMean()), minibatch, context))[0];

        Assert.Equal(ppo, Copy(Slopes(Compose(new PolicyGradient(), new SequenceMeanTokenMean()), minibatch))[0]);
        double[] sequence = Copy(Slopes(gspo, minibatch))[0];
        for (int n = 0; n < ppo.Length; n++) Assert.Equal(ppo[n], sequence[n], 1e-12);
        Assert.Equal(0, context.Telemetry["clip/low"] + context.Telemetry["clip/high"]);
    }

    [Fact]
    public void Gspo_OfOneTokenRollouts_IsPpoWithItsBounds()
    {
        var gspo = new Objective(new Gspo(new GspoOptions { Low = 0.2, High = 0.2 }), [], [], new SequenceMeanTokenMean());
        var ppo = new Objective(new PpoClip(new PpoClipOptions { Dual = double.PositiveInfinity }), [], [], new SequenceMeanTokenMean());
        Minibatch minibatch = Minibatches.Of(ppo.Needs, [1, 1, 1, 1, 1, 1], drift: 0.6);

        Assert.Equal(Value(ppo, minibatch), Value(gspo, minibatch), 1e-12);
        Assert.Equal(Copy(Slopes(ppo, minibatch)), Copy(Slopes(gspo, minibatch)));
    }

    [Fact]
    public void Aggregations_AtEqualLengths_Agree()
    {
        Minibatch minibatch = Minibatches.Of(Compose(new PpoClip(new PpoClipOptions())).Needs, Even, drift: 0.3);
        double mean = Value(Compose(new PpoClip(new PpoClipOptions()), new TokenMean()), minibatch);

        Assert.Equal(mean, Value(Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenMean()), minibatch), 1e-12);
        Assert.Equal(mean * 4, Value(Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenSum()), minibatch), 1e-12);
        Assert.Equal(mean * 4 / 10, Value(Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenSumNorm(10)), minibatch), 1e-12);
    }

    [Fact]
    public void Coefficients_OfTheMeans_SumToOne()
    {
        Minibatch minibatch = Minibatches.Of(StatisticNeeds.None, Uneven, drift: 0, trained: [true, true, false, true]);
        foreach (IAggregator aggregator in (IAggregator[])[new TokenMean(), new SequenceMeanTokenMean()])
        {
            var coefficients = new double[minibatch.Batch.Positions];
            aggregator.Coefficients(minibatch.Batch, coefficients);
            Assert.Equal(1, coefficients.Sum(), 1e-12);
            for (int n = 0; n < coefficients.Length; n++) Assert.Equal(minibatch.Batch.Mask[n], coefficients[n] != 0);
        }
    }

    [Fact]
    public void NeutralKnobs_ReduceToTheBaselineBitForBit()
    {
        Objective plain = Compose(new PpoClip(new PpoClipOptions()));
        Objective[] neutral =
        [
            Compose(new PpoClip(new PpoClipOptions { High = 0.2, Dual = double.PositiveInfinity })),
            Compose(new PpoClip(new PpoClipOptions()), null, new EntropyBonus(0)),
            Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0 })),
        ];
        foreach (Objective objective in neutral)
        {
            Minibatch minibatch = Minibatches.Of(objective.Needs, Uneven, drift: 0.5);
            Assert.Equal(Value(plain, minibatch), Value(objective, minibatch));
            StatisticTable expected = Slopes(plain, minibatch), actual = Slopes(objective, minibatch);
            Assert.Equal(expected[LogProbability.Instance].ToArray(), actual[LogProbability.Instance].ToArray());
        }
    }

    [Fact]
    public void DualClip_HoldsOnlyNegativeAdvantages()
    {
        Minibatch minibatch = Minibatches.Of(Compose(new PpoClip(new PpoClipOptions())).Needs, [2, 2], drift: 0);
        for (int n = 0; n < minibatch.Batch.Positions; n++) minibatch.Current[LogProbability.Instance][n] = minibatch.Old[LogProbability.Instance][n] + Math.Log(5);
        var loss = new double[minibatch.Batch.Positions];
        var slopes = new StatisticTable(minibatch.Current.Statistics);
        slopes.Reset(minibatch.Batch.Positions);
        new PpoClip(new PpoClipOptions()).Evaluate(minibatch, Minibatches.Context, loss, slopes);
        for (int n = 0; n < loss.Length; n++)
        {
            if (!minibatch.Batch.Mask[n]) continue;
            double a = minibatch.Batch.Advantages[n];
            Assert.Equal(a < 0 ? -a * 3 : -a * 1.2, loss[n], 1e-12);
            Assert.Equal(0, slopes[LogProbability.Instance][n]);
        }
    }

    private static Objective Compose(ITokenLoss loss, IAggregator? aggregator = null, params ImmutableArray<IRegularizer> terms) =>
        new(loss, [], terms, aggregator ?? new TokenMean());

    private static double Value(Objective objective, Minibatch minibatch) =>
        objective.Evaluate(minibatch, Minibatches.Context, new StatisticTable(objective.Needs.Current));

    private static StatisticTable Slopes(Objective objective, Minibatch minibatch, UpdateContext? context = null)
    {
        var slopes = new StatisticTable(objective.Needs.Current);
        objective.Evaluate(minibatch, context ?? Minibatches.Context, slopes);
        return slopes;
    }

    private static double[][] Copy(StatisticTable table) => [.. Enumerable.Range(0, table.Statistics.Length).Select(i => table.Column(i).ToArray())];
}
