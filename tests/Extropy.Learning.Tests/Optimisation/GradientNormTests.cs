using CsCheck;
using Extropy.Core.Errors;
using Extropy.Learning.Optimisation;

namespace Extropy.Learning.Tests.Optimisation;

public sealed class GradientNormTests
{
    [Fact]
    public void Of_AnyGradient_IsTheRootOfTheSumOfSquares() => Gen.Float[-10f, 10f].Array[0, 100].Sample(gradients =>
        Assert.Equal(Math.Sqrt(gradients.Sum(g => (double)g * g)), GradientNorm.Of(gradients), 1e-9));

    [Fact]
    public void Of_HugeValues_DoesNotOverflow() => Assert.Equal(1e38 * Math.Sqrt(2), GradientNorm.Of([1e38f, -1e38f]), 1e32);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Of_NonFinite_NamesItsPlace(float bad)
    {
        var gradients = new float[40];
        gradients[33] = bad;

        Assert.Equal(33, Assert.Throws<NonFiniteException>(() => GradientNorm.Of(gradients)).Index);
    }

    [Theory]
    [InlineData(0.5, 1, 1)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 1, 0.25)]
    [InlineData(4, double.PositiveInfinity, 1)]
    public void ClippingFactor_Norm_IsKeptWithinTheLimit(double norm, double limit, double expected) =>
        Assert.Equal(expected, GradientNorm.ClippingFactor(norm, limit));
}
