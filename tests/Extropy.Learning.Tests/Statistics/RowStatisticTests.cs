using Extropy.Core.Chance;
using Extropy.Learning.Objectives;
using Extropy.Learning.Statistics;
using Extropy.Models.Sampling;

namespace Extropy.Learning.Tests.Statistics;

/// <summary>Every row statistic against its formula, and its slope against central differences of that formula in double precision.</summary>
public sealed class RowStatisticTests
{
    private const int Vocabulary = 9, Token = 3;
    private const double Step = 1e-5;

    private static readonly Dictionary<string, (IRowStatistic Statistic, Func<double[], double[], double> Formula)> All = new(StringComparer.Ordinal)
    {
        ["log probability"] = (LogProbability.Instance, (p, _) => Math.Log(p[Token])),
        ["entropy"] = (ShannonEntropy.Instance, (p, _) => -p.Sum(x => x > 0 ? x * Math.Log(x) : 0)),
        ["collision"] = (CollisionProbability.Instance, (p, _) => p.Sum(x => x * x)),
        ["collision log moment"] = (CollisionLogMoment.Instance, (p, _) => p.Sum(x => x > 0 ? x * x * Math.Log(x) : 0)),
        ["kl"] = (new KullbackLeibler(OtherPolicy.Old), (p, q) => p.Zip(q).Sum(pair => pair.First > 0 ? pair.First * Math.Log(pair.First / pair.Second) : 0)),
        ["reverse kl"] = (new ReverseKullbackLeibler(OtherPolicy.Old), (p, q) => q.Zip(p).Sum(pair => pair.First > 0 ? pair.First * Math.Log(pair.First / pair.Second) : 0)),
        ["hellinger"] = (new SquaredHellinger(OtherPolicy.Old), (p, q) => 1 - p.Zip(q).Sum(pair => Math.Sqrt(pair.First * pair.Second))),
        ["tempered"] = (new TemperedLogProbability(0.7), (p, _) => Math.Log(Math.Pow(p[Token], 1 / 0.7) / p.Sum(x => Math.Pow(x, 1 / 0.7)))),
        ["top-p entropy"] = (new TopPEntropy(0.8), (p, _) => NucleusEntropy(p, 0.8)),
        ["top-p entropy, exclusive"] = (new TopPEntropy(0.8, NucleusForm.Exclusive), (p, _) => NucleusEntropy(p, 0.8, isExclusive: true)),
        ["hot"] = (new TemperedLogProbability(1.6), (p, _) => Math.Log(Math.Pow(p[Token], 1 / 1.6) / p.Sum(x => Math.Pow(x, 1 / 1.6)))),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Value_IsTheFormula(string name)
    {
        (IRowStatistic statistic, Func<double[], double[], double> formula) = All[name];
        foreach ((float[] z, float[] other) in Rows())
        {
            Assert.Equal(formula(Softmax(z), Softmax(other)), Value(statistic, z, other), 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Slope_IsTheCentralDifference_AndSumsToZero(string name)
    {
        (IRowStatistic statistic, Func<double[], double[], double> formula) = All[name];
        foreach ((float[] z, float[] other) in Rows())
        {
            double[] gradient = new double[Vocabulary], exact = [.. z.Select(value => (double)value)], q = Softmax(other);
            Use(z, other, (in PolicyRow row) => statistic.AddGradient(row, 2, gradient));
            for (int v = 0; v < Vocabulary; v++)
            {
                double[] up = [.. exact], down = [.. exact];
                (up[v], down[v]) = (up[v] + Step, down[v] - Step);
                Assert.Equal(2 * (formula(Softmax(up), q) - formula(Softmax(down), q)) / (2 * Step), gradient[v], 1e-6);
            }

            Assert.Equal(0, gradient.Sum(), 1e-9); // a constant added to all logits changes nothing
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ImpossibleToken_AndPeakedRow_StayFinite(string name)
    {
        IRowStatistic statistic = All[name].Statistic;
        float[] masked = Logits(1), peaked = new float[Vocabulary];
        masked[7] = float.NegativeInfinity;
        peaked.AsSpan().Fill(-1e4f);
        peaked[Token] = 1e4f;
        foreach (float[] z in (float[][])[masked, peaked])
        {
            var gradient = new double[Vocabulary];
            Use(z, z, (in PolicyRow row) => statistic.AddGradient(row, 1, gradient));
            Assert.True(double.IsFinite(Value(statistic, z, z)));
            Assert.All(gradient, value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Entropy_OfEqualLogits_IsLnV_WhateverTheConstant()
    {
        float[] z = new float[Vocabulary];
        Assert.Equal(Math.Log(Vocabulary), Value(ShannonEntropy.Instance, z, z), 1e-12);
        float[] random = Logits(4), shifted = [.. random.Select(value => value + 64)];
        Assert.Equal(Value(ShannonEntropy.Instance, random, random), Value(ShannonEntropy.Instance, shifted, shifted), 1e-5);
    }

    [Fact]
    public void TopPEntropy_KnownCases()
    {
        float[] certain = new float[Vocabulary];
        certain[2] = 20;
        Assert.Equal(0, Value(new TopPEntropy(0.8), certain, certain), 1e-9);
        float[] two = [5, 5, -20, -20, -20, -20, -20, -20, -20];
        Assert.Equal(Math.Log(2), Value(new TopPEntropy(0.8), two, two), 1e-9);
        float[] any = Logits(9);
        Assert.Equal(Value(ShannonEntropy.Instance, any, any), Value(new TopPEntropy(1), any, any), 1e-9);
    }

    [Fact]
    public void TopPEntropy_Exclusive_LeavesTheCrossingTokenOut()
    {
        float[] z = [.. new double[] { .5, .3, .15, .05, 0, 0, 0, 0, 0 }.Select(p => (float)Math.Log(p))];
        double two = -.625 * Math.Log(.625) - .375 * Math.Log(.375);

        Assert.Equal(two, Value(new TopPEntropy(.6), z, z), 1e-6); // .5 and the .3 that crosses
        Assert.Equal(two, Value(new TopPEntropy(.9, NucleusForm.Exclusive), z, z), 1e-6);
        Assert.Equal(0, Value(new TopPEntropy(.6, NucleusForm.Exclusive), z, z)); // .5 alone
        Assert.Equal(0, Value(new TopPEntropy(.4, NucleusForm.Exclusive), z, z)); // nothing
        var gradient = new double[Vocabulary];
        Use(z, z, (in PolicyRow row) => new TopPEntropy(.4, NucleusForm.Exclusive).AddGradient(row, 1, gradient));
        Assert.All(gradient, value => Assert.Equal(0, value));
    }

    [Fact]
    public void TopPEntropy_EquallyLikelyTokens_EnterByIndex()
    {
        var gradient = new double[Vocabulary];
        float[] z = [0, 1, 0, 0, 0, 0, 0, 0, 0]; // one token of .254 and eight of .093
        Use(z, z, (in PolicyRow row) => new TopPEntropy(.4).AddGradient(row, 1, gradient));

        Assert.Equal([true, true, true, false, false, false, false, false, false], gradient.Select(value => value != 0));
    }

    [Fact]
    public void Hellinger_IsAtMostHalfTheDivergence()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (float[] z, float[] other) = (Logits(seed), Logits(seed + 100));
            double hellinger = Value(new SquaredHellinger(OtherPolicy.Old), z, other);
            Assert.InRange(hellinger, 0, Value(new KullbackLeibler(OtherPolicy.Old), z, other) / 2);
            Assert.Equal(0, Value(new SquaredHellinger(OtherPolicy.Old), z, z), 1e-12);
        }
    }

    [Fact]
    public void Tempered_AtOne_IsTheLogProbabilityToTheBit()
    {
        float[] z = Logits(3);

        Assert.Equal(Value(LogProbability.Instance, z, z), Value(new TemperedLogProbability(1), z, z));
    }

    [Fact]
    public void KlEstimators_OverTheVocabulary_AverageToTheDivergence()
    {
        double[] p = Softmax(Logits(2)), q = Softmax(Logits(102));
        double exact = p.Zip(q).Sum(pair => pair.First * Math.Log(pair.First / pair.Second));

        Assert.Equal(exact, Mean(KlEstimator.K1), 1e-12);
        Assert.Equal(exact, Mean(KlEstimator.K3), 1e-12);
        Assert.NotEqual(exact, Mean(KlEstimator.K2), 1e-3);
        for (int v = 0; v < Vocabulary; v++) Assert.True(Of(KlEstimator.K2, v) >= 0 && Of(KlEstimator.K3, v) >= 0);

        double Of(KlEstimator estimator, int v) => TokenDivergence.Of(new KlOptions { Estimator = estimator }, Math.Log(p[v] / q[v]), out _).Value;
        double Mean(KlEstimator estimator) => Enumerable.Range(0, Vocabulary).Sum(v => p[v] * Of(estimator, v));
    }

    [Fact]
    public void EveryStatisticOfTheLibrary_IsCheckedHere()
    {
        IEnumerable<Type> library = typeof(IRowStatistic).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IRowStatistic)));

        Assert.Empty(library.Except(All.Values.Select(entry => entry.Statistic.GetType())));
    }

    /// <summary>Random rows; a token that neither policy can draw; rows that are nearly and wholly certain.</summary>
    private static IEnumerable<(float[] Z, float[] Other)> Rows()
    {
        for (int seed = 0; seed < 20; seed++) yield return (Logits(seed), Logits(seed + 100));
        (float[] z, float[] other) = (Logits(1), Logits(101));
        z[7] = other[7] = float.NegativeInfinity;
        yield return (z, other);
        (z, other) = (Logits(2), Logits(102));
        z[Token] += 12;
        yield return (z, other);
        z = new float[Vocabulary];
        z.AsSpan().Fill(-1e4f);
        z[Token] = 1e4f;
        yield return (z, z);
    }

    private static double NucleusEntropy(double[] p, double mass, bool isExclusive = false)
    {
        var kept = new List<double>();
        foreach (double x in p.OrderDescending())
        {
            if (isExclusive && kept.Sum() + x >= mass) break;
            kept.Add(x);
            if (kept.Sum() >= mass) break;
        }

        return kept.Count == 0 ? 0 : -kept.Sum(x => x / kept.Sum() * Math.Log(x / kept.Sum()));
    }

    private static double Value(IRowStatistic statistic, float[] z, float[] other)
    {
        double value = 0;
        Use(z, other, (in PolicyRow row) => value = statistic.Value(row));
        return value;
    }

    private delegate void RowUser(in PolicyRow row);

    private static void Use(float[] z, float[] other, RowUser use)
    {
        double[] p = new double[Vocabulary], q = new double[Vocabulary];
        RowSummary summary = RowStatistics.Probabilities(z, p), otherSummary = RowStatistics.Probabilities(other, q);
        use(new PolicyRow(z, p, summary, Token, new OtherRow(other, q, otherSummary)));
    }

    private static float[] Logits(int seed)
    {
        Draws draws = RandomStream.FromSeed(seed).For("row").At(0);
        var z = new float[Vocabulary];
        for (int v = 0; v < Vocabulary; v++) z[v] = (float)(6 * draws.NextUniform() - 3);
        return z;
    }

    private static double[] Softmax(float[] z) => Softmax([.. z.Select(value => (double)value)]);

    private static double[] Softmax(double[] z)
    {
        double max = z.Max(), mass = z.Sum(value => Math.Exp(value - max));
        return [.. z.Select(value => Math.Exp(value - max) / mass)];
    }
}
