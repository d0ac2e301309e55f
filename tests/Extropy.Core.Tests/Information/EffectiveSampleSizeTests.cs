using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

public sealed class EffectiveSampleSizeTests
{
    [Fact]
    public void OfWeights_KnownWeights_IsKishsFormula() => Assert.Equal(36.0 / 14, EffectiveSampleSize.OfWeights([1.0, 2, 3]), 1e-14);

    [Fact]
    public void OfWeights_EqualWeights_IsTheirNumber() => Assert.Equal(5, EffectiveSampleSize.OfWeights<float>([2, 2, 2, 2, 2]), 1e-14);

    [Fact]
    public void OfWeights_OnePositive_IsOne() => Assert.Equal(1, EffectiveSampleSize.OfWeights([0, 1e-300, 0]));

    [Fact]
    public void OfLogWeights_HugeValues_DoNotOverflow() =>
        Assert.Equal(2, EffectiveSampleSize.OfLogWeights([5000, 5000, double.NegativeInfinity]), 1e-14);

    [Fact]
    public void OfLogWeights_AnyWeights_AgreesWithWeights() =>
        Gens.Weights.Sample(weights =>
        {
            double[] logWeights = [.. weights.Select(weight => Math.Log(weight))];
            return Math.Abs(EffectiveSampleSize.OfLogWeights(logWeights) - EffectiveSampleSize.OfWeights(weights)) < 1e-10;
        });

    [Fact]
    public void OfWeights_AnyWeights_IsTheExponentialOfRenyiTwo() =>
        Gens.Weights.Sample(weights =>
            Math.Abs(EffectiveSampleSize.OfWeights(weights) - Math.Exp(RenyiEntropy.OfProbabilities(weights, 2))) < 1e-10);

    [Fact]
    public void OfWeights_UnusableWeights_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => EffectiveSampleSize.OfWeights<double>([]));
        Assert.Throws<ArgumentException>(() => EffectiveSampleSize.OfWeights([0.0, 0]));
        Assert.Throws<ArgumentException>(() => EffectiveSampleSize.OfWeights([2.0, -1]));
        Assert.Throws<NonFiniteException>(() => EffectiveSampleSize.OfWeights([double.NaN]));
        Assert.Throws<NonFiniteException>(() => EffectiveSampleSize.OfLogWeights([double.NegativeInfinity]));
        Assert.Throws<NonFiniteException>(() => EffectiveSampleSize.OfLogWeights([double.PositiveInfinity]));
    }
}
