using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

public sealed class EntropyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50_000)]
    public void OfLogits_UniformRow_EqualsLogV(int size)
    {
        float[] row = new float[size];
        Array.Fill(row, -3.5f);

        Assert.Equal(Math.Log(size), Entropy.OfLogits(row), 1e-11);
    }

    [Fact]
    public void OfLogits_OneTokenLeft_IsExactlyZero() =>
        Assert.Equal(0, Entropy.OfLogits<float>([float.NegativeInfinity, 2, float.NegativeInfinity]));

    [Fact]
    public void OfLogits_HugeLogits_DoesNotOverflow() => Assert.Equal(Math.Log(2), Entropy.OfLogits<float>([3e38f, 3e38f, -3e38f]), 1e-15);

    [Fact]
    public void OfProbabilities_Bernoulli_IsTheClosedForm()
    {
        double expected = -0.05 * Math.Log(0.05) - 0.95 * Math.Log(0.95);

        Assert.Equal(expected, Entropy.OfProbabilities([0.05, 0.95]), 1e-15);
        Assert.Equal(expected, Entropy.OfLogits([Math.Log(0.05), Math.Log(0.95)]), 1e-15);
    }

    [Fact]
    public void OfProbabilities_CountsWithZeros_AreNormalised() =>
        Assert.Equal(Entropy.OfProbabilities([0.25, 0.75]), Entropy.OfProbabilities([0, 3.0, 0, 9.0]), 1e-15);

    [Fact]
    public void OfLogits_AnyRow_LiesBetweenZeroAndLogOfSupport() =>
        Gens.Logits.Sample(row =>
        {
            double entropy = Entropy.OfLogits(row);
            return entropy >= 0 && entropy <= Math.Log(row.Count(double.IsFinite)) + 1e-12;
        });

    [Fact]
    public void OfLogits_ShiftedRow_IsUnchanged() =>
        Gen.Select(Gens.Logits, Gen.Double[-100, 100]).Sample((row, shift) =>
            Math.Abs(Entropy.OfLogits(row) - Entropy.OfLogits([.. row.Select(logit => logit + shift)])) < 1e-11);

    [Fact]
    public void OfProbabilities_ScaledRow_IsUnchanged() =>
        Gen.Select(Gens.Weights, Gen.Double[1e-3, 1e3]).Sample((row, scale) =>
            Math.Abs(Entropy.OfProbabilities(row) - Entropy.OfProbabilities([.. row.Select(weight => weight * scale)])) < 1e-12);

    [Fact]
    public void OfLogits_AnyRow_AgreesWithTheProbabilities() =>
        Gens.Logits.Sample(row =>
            Math.Abs(Entropy.OfLogits(row) - Entropy.OfProbabilities([.. row.Select(logit => Math.Exp(logit - row.Max()))])) < 1e-12);

    [Fact]
    public void OfLogits_FloatRow_AgreesWithDouble() =>
        Gens.Logits.Sample(row => Math.Abs(Entropy.OfLogits([.. row.Select(logit => (float)logit)]) - Entropy.OfLogits(row)) < 1e-4);

    [Fact]
    public void OfLogits_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Entropy.OfLogits<float>([]));
        Assert.Equal(1, Assert.Throws<NonFiniteException>(() => Entropy.OfLogits<float>([0, float.NaN])).Index);
        Assert.Equal(0, Assert.Throws<NonFiniteException>(() => Entropy.OfLogits<float>([float.PositiveInfinity, 0])).Index);
        Assert.Throws<NonFiniteException>(() => Entropy.OfLogits([double.NegativeInfinity]));
    }

    [Fact]
    public void OfProbabilities_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => Entropy.OfProbabilities<double>([]));
        Assert.Throws<ArgumentException>(() => Entropy.OfProbabilities([0.0, 0.0]));
        Assert.Throws<ArgumentException>(() => Entropy.OfProbabilities([double.MaxValue, double.MaxValue]));
        var negative = Assert.Throws<ArgumentException>(() => Entropy.OfProbabilities([1, -0.5]));
        Assert.Contains("[1] is -0.5", negative.Message, StringComparison.Ordinal);
        Assert.Equal(1, Assert.Throws<NonFiniteException>(() => Entropy.OfProbabilities([1, double.NaN])).Index);
        Assert.Equal(0, Assert.Throws<NonFiniteException>(() => Entropy.OfProbabilities([double.PositiveInfinity, 1])).Index);
    }
}
