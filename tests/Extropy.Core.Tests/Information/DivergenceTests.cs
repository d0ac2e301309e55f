using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

/// <summary>Closed forms of the divergences and the inequalities between them.</summary>
public sealed class DivergenceTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void OfProbabilities_TwoCoins_AreTheClosedForms()
    {
        double[] p = [0.5, 0.5], q = [0.9, 0.1];

        Assert.Equal(0.5 * Math.Log(0.25 / 0.09), KullbackLeibler.OfProbabilities(p, q), 1e-15);
        Assert.Equal(0.9 * Math.Log(1.8) + 0.1 * Math.Log(0.2), KullbackLeibler.OfProbabilities(q, p), 1e-15);
        Assert.Equal(0.4, TotalVariation.OfProbabilities(p, q), 1e-15);
        Assert.Equal(Math.Sqrt(1 - Math.Sqrt(0.45) - Math.Sqrt(0.05)), HellingerDistance.OfProbabilities(p, q), 1e-15);
        double mixture = Entropy.OfProbabilities([0.7, 0.3]), mean = 0.5 * (Math.Log(2) + Entropy.OfProbabilities(q));
        Assert.Equal(mixture - mean, JensenShannon.OfProbabilities(p, q), 1e-15);
    }

    [Fact]
    public void OfProbabilities_DisjointSupports_AreAtTheirLargest()
    {
        double[] p = [1, 0], q = [0, 1];

        Assert.Equal(double.PositiveInfinity, KullbackLeibler.OfProbabilities(p, q));
        Assert.Equal(double.PositiveInfinity, CrossEntropy.OfProbabilities(p, q));
        Assert.Equal(Math.Log(2), JensenShannon.OfProbabilities(p, q));
        Assert.Equal(1, HellingerDistance.OfProbabilities(p, q));
        Assert.Equal(1, TotalVariation.OfProbabilities(p, q));
    }

    [Fact]
    public void KullbackLeibler_MassWithoutSupport_IsInfiniteOneWayOnly()
    {
        double[] wide = [0, 0, 0], narrow = [0, 0, double.NegativeInfinity];

        Assert.Equal(double.PositiveInfinity, KullbackLeibler.OfLogits(wide, narrow));
        Assert.Equal(Math.Log(1.5), KullbackLeibler.OfLogits(narrow, wide), 1e-15);
    }

    [Fact]
    public void KullbackLeibler_VanishingButSupportedMass_IsFinite() =>
        Assert.Equal(0.5 * 2000 - Math.Log(2), KullbackLeibler.OfLogits([0.0, 0], [0.0, -2000]), 1e-9);

    [Fact]
    public void KullbackLeibler_OfProductAndJoint_AddsOverBlocks() => // KL(p₁p₂ ‖ q₁q₂) = KL(p₁‖q₁) + KL(p₂‖q₂)
        Gen.Select(Gens.LogitPairs, Gens.LogitPairs).Sample((first, second) =>
        {
            double blocks = KullbackLeibler.OfLogits(first.P, first.Q) + KullbackLeibler.OfLogits(second.P, second.Q);
            double product = KullbackLeibler.OfLogits(Product(first.P, second.P), Product(first.Q, second.Q));
            return blocks == product || Math.Abs(blocks - product) < 1e-10 * (1 + blocks);
        });

    [Fact]
    public void CrossEntropy_AnyPair_IsEntropyPlusDivergence() =>
        Gens.WeightPairs.Sample((p, q) =>
        {
            double left = CrossEntropy.OfProbabilities(p, q), right = Entropy.OfProbabilities(p) + KullbackLeibler.OfProbabilities(p, q);
            return left == right || Math.Abs(left - right) < Rounding;
        });

    [Fact]
    public void CrossEntropy_OfToken_EqualsThatOfAOneHotRow() =>
        Gens.Logits.Sample(row =>
        {
            double[] oneHot = [1, .. new double[row.Length - 1]];
            double[] probabilities = [.. row.Select(logit => Math.Exp(logit - LogSumExp.Of(row)))];
            double left = CrossEntropy.OfToken(row, 0), right = CrossEntropy.OfProbabilities(oneHot, probabilities);
            return left == right || Math.Abs(left - right) < 1e-10;
        });

    [Fact]
    public void CrossEntropy_OfMaskedToken_IsInfinite()
    {
        Assert.Equal(double.PositiveInfinity, CrossEntropy.OfToken<float>([0, float.NegativeInfinity], 1));
        Assert.Equal(0, CrossEntropy.OfToken<float>([0, float.NegativeInfinity], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.OfToken<float>([0, 1], 2));
    }

    [Fact]
    public void All_EqualRows_AreExactlyZero() =>
        Gens.Logits.Sample(row =>
            KullbackLeibler.OfLogits(row, row) == 0 && JensenShannon.OfLogits(row, row) == 0
            && HellingerDistance.OfLogits(row, row) == 0 && TotalVariation.OfLogits(row, row) == 0);

    [Fact]
    public void Symmetric_SwappedRows_AreEqual() =>
        Gens.LogitPairs.Sample((p, q) =>
            JensenShannon.OfLogits(p, q) == JensenShannon.OfLogits(q, p)
            && HellingerDistance.OfLogits(p, q) == HellingerDistance.OfLogits(q, p)
            && TotalVariation.OfLogits(p, q) == TotalVariation.OfLogits(q, p));

    [Fact]
    public void All_AnyPair_KeepTheirInequalities() =>
        Gens.LogitPairs.Sample((p, q) =>
        {
            double kl = KullbackLeibler.OfLogits(p, q), js = JensenShannon.OfLogits(p, q);
            double hellinger = HellingerDistance.OfLogits(p, q), variation = TotalVariation.OfLogits(p, q);
            double squared = hellinger * hellinger;
            return kl >= 0
                && 2 * squared <= kl + Rounding
                && 2 * variation * variation <= kl + Rounding // Pinsker
                && squared <= variation + Rounding
                && variation <= Math.Sqrt(2) * hellinger + Rounding
                && js >= 0 && js <= Math.Log(2)
                && js <= Math.Log(2) * variation + Rounding;
        });

    [Fact]
    public void All_LogitsOrProbabilities_Agree() =>
        Gens.WeightPairs.Sample((p, q) =>
        {
            double[] logP = [.. p.Select(weight => Math.Log(weight))], logQ = [.. q.Select(weight => Math.Log(weight))];
            return Same(KullbackLeibler.OfLogits(logP, logQ), KullbackLeibler.OfProbabilities(p, q))
                && Same(CrossEntropy.OfLogits(logP, logQ), CrossEntropy.OfProbabilities(p, q))
                && Same(JensenShannon.OfLogits(logP, logQ), JensenShannon.OfProbabilities(p, q))
                && Same(TotalVariation.OfLogits(logP, logQ), TotalVariation.OfProbabilities(p, q))
                && Math.Abs(HellingerDistance.OfLogits(logP, logQ) - HellingerDistance.OfProbabilities(p, q)) < 1e-7; // a root
        });

    [Fact]
    public void All_ShiftedLogits_AreUnchanged() =>
        Gen.Select(Gens.LogitPairs, Gen.Double[-50, 50]).Sample((pair, shift) =>
        {
            double[] shifted = [.. pair.P.Select(logit => logit + shift)];
            return Same(KullbackLeibler.OfLogits(pair.P, pair.Q), KullbackLeibler.OfLogits(shifted, pair.Q))
                && Same(JensenShannon.OfLogits(pair.P, pair.Q), JensenShannon.OfLogits(shifted, pair.Q));
        });

    [Fact]
    public void All_FloatRows_AgreeWithDouble()
    {
        float[] p = [0.25f, -1.5f, 3f], q = [1f, 1f, float.NegativeInfinity];
        double[] wideP = [0.25, -1.5, 3], wideQ = [1, 1, double.NegativeInfinity];

        Assert.Equal(KullbackLeibler.OfLogits(wideQ, wideP), KullbackLeibler.OfLogits(q, p));
        Assert.Equal(JensenShannon.OfLogits(wideP, wideQ), JensenShannon.OfLogits(p, q));
    }

    [Fact]
    public void All_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => KullbackLeibler.OfLogits<double>([], []));
        Assert.Throws<ArgumentException>(() => KullbackLeibler.OfLogits([0.0], [0.0, 1]));
        Assert.Equal(1, Assert.Throws<NonFiniteException>(() => JensenShannon.OfLogits([0.0, 1], [0, double.NaN])).Index);
        Assert.Throws<NonFiniteException>(() => HellingerDistance.OfLogits([0.0], [double.NegativeInfinity]));
        Assert.Throws<NonFiniteException>(() => TotalVariation.OfLogits([double.PositiveInfinity], [0.0]));
        Assert.Throws<ArgumentException>(() => CrossEntropy.OfProbabilities([0.0, 0], [1.0, 0]));
        Assert.Throws<ArgumentException>(() => KullbackLeibler.OfProbabilities([1.0, 1], [-1.0, 1]));
    }

    private static bool Same(double left, double right) => left == right || Math.Abs(left - right) < 1e-10;

    private static double[] Product(double[] left, double[] right) => [.. left.SelectMany(_ => right, (first, second) => first + second)];
}
