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
        ["ppo, uneven bounds"] = () => Compose(new PpoClip(new PpoClipOptions { Low = 0.1, High = 0.28, Dual = 2 })),
        ["ppo, sequence sums"] = () => Compose(new PpoClip(new PpoClipOptions()), new SequenceMeanTokenSum()),
        ["ppo, weighed"] = () => new(new PpoClip(new PpoClipOptions()), [new Ramp()], [new EntropyBonus(0.3)], new TokenMean()),
        ["gspo"] = () => Compose(new Gspo(new GspoOptions { Low = 0.9, High = 9 }), new SequenceMeanTokenMean()),
        ["entropy bonus"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new EntropyBonus(0.3)),
        ["k1"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.K1 })),
        ["k2"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.K2 })),
        ["k3"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5 })),
        ["exact kl"] = () => Compose(new PpoClip(new PpoClipOptions()), null, new KlToReference(new KlOptions { Beta = 0.5, Estimator = KlEstimator.Exact })),
    };

    public static TheoryData<string> Names => [.. Objectives.Keys];

    public static TheoryData<string, double> NamesAndDrifts
    {
        get
        {
            var data = new TheoryData<string, double>();
            foreach (string name in Objectives.Keys)
            {
                data.Add(name, 0.6);
                data.Add(name, 2); // ratios up to e²: the dual clip holds some
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NamesAndDrifts))]
    public void Slope_OfEveryStatistic_IsTheCentralDifference(string name, double drift)
    {
        Objective objective = Objectives[name]();
        Minibatch minibatch = Minibatches.Of(objective.Needs, Uneven, drift);
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
        for (int n = 0; n < minibatch.Batch.Positions; n++)
        {
            if (minibatch.Batch.Mask[n]) continue;
            foreach (StatisticTable table in (StatisticTable[])[minibatch.Current, minibatch.Old, minibatch.Reference])
                foreach (IRowStatistic statistic in table.Statistics) table[statistic][n] = table == minibatch.Old ? -1e3 : 1e3;
            minibatch.Batch.Advantages[n] = -1e3;
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
    public void Divisors_CountTheWholeMinibatch()
    {
        Minibatch minibatch = Minibatches.Of(StatisticNeeds.None, Uneven, drift: 0, trained: [true, true, false, true]); // 3, 7 and 5 tokens count

        Assert.Equal([1.0 / 15, 1.0 / 15, 0, 1.0 / 15], Of(new TokenMean()));
        Assert.Equal([1.0 / 9, 1.0 / 21, 0, 1.0 / 15], Of(new SequenceMeanTokenMean()));
        Assert.Equal([1.0 / 3, 1.0 / 3, 0, 1.0 / 3], Of(new SequenceMeanTokenSum()));
        Assert.Equal([1.0 / 40, 1.0 / 40, 0, 1.0 / 40], Of(new SequenceMeanTokenSumNorm(10))); // B is all four rollouts

        double[] Of(IAggregator aggregator)
        {
            var coefficients = new double[minibatch.Batch.Positions];
            aggregator.Coefficients(minibatch.Batch, coefficients);
            return [.. Enumerable.Range(0, 4).Select(row => coefficients[minibatch.Batch.PositionsOf(row)].Max())];
        }
    }

    [Fact]
    public void ClipFractions_AreSharesOfTheCountedTokens()
    {
        Objective ppo = Compose(new PpoClip(new PpoClipOptions()));
        Minibatch minibatch = Minibatches.Of(ppo.Needs, [8, 7, 6, 5], drift: 1); // ratios below the dual clip
        UpdateContext context = Minibatches.Context;
        int low = 0, high = 0, flat = 0;

        StatisticTable slopes = Slopes(ppo, minibatch, context);

        for (int n = 0; n < minibatch.Batch.Positions; n++)
        {
            if (!minibatch.Batch.Mask[n]) continue;
            double ratio = Math.Exp(minibatch.Current[LogProbability.Instance][n] - minibatch.Old[LogProbability.Instance][n]);
            low += minibatch.Batch.Advantages[n] < 0 && ratio < 0.8 ? 1 : 0;
            high += minibatch.Batch.Advantages[n] > 0 && ratio > 1.2 ? 1 : 0;
            flat += slopes[LogProbability.Instance][n] == 0 ? 1 : 0;
        }

        Assert.True(low > 0 && high > 0 && low + high < 26);
        Assert.Equal(low + high, flat);
        Assert.Equal(low / 26.0, context.Telemetry["clip/low"], 1e-12);
        Assert.Equal(high / 26.0, context.Telemetry["clip/high"], 1e-12);
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

    /// <summary>Weights that differ from token to token.</summary>
    private sealed class Ramp : ITokenWeight
    {
        public string Name => "ramp";

        public void Weigh(Minibatch minibatch, UpdateContext context, Span<double> weights)
        {
            for (int n = 0; n < weights.Length; n++) weights[n] *= 0.1 * n;
        }
    }
}
