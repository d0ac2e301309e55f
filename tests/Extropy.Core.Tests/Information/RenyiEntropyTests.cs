using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

public sealed class RenyiEntropyTests
{
    private static readonly double[] Row = [0.5, 0.3, 0.2, 0];

    private static readonly Gen<double> Orders = Gen.OneOf(
        Gen.Double[0, 5],
        Gen.OneOf([.. new[] { 0, 0.5, 1, 2, 100, double.PositiveInfinity }.Select(Gen.Const)]));

    [Fact]
    public void OfProbabilities_NamedOrders_AreTheClosedForms()
    {
        Assert.Equal(Math.Log(3), RenyiEntropy.OfProbabilities(Row, 0), 1e-14);
        Assert.Equal(2 * Math.Log(Row.Sum(Math.Sqrt)), RenyiEntropy.OfProbabilities(Row, 0.5), 1e-14);
        Assert.Equal(Entropy.OfProbabilities(Row), RenyiEntropy.OfProbabilities(Row, 1), 1e-14);
        Assert.Equal(-Math.Log(0.38), RenyiEntropy.OfProbabilities(Row, 2), 1e-14);
        Assert.Equal(Math.Log(2), RenyiEntropy.OfProbabilities(Row, double.PositiveInfinity), 1e-14);
    }

    [Theory]
    [InlineData(1e-9, 0)]
    [InlineData(1e6, double.PositiveInfinity)]
    public void OfProbabilities_OrderNearALimit_IsNearTheLimit(double order, double limit) =>
        Assert.Equal(RenyiEntropy.OfProbabilities(Row, limit), RenyiEntropy.OfProbabilities(Row, order), 1e-5);

    [Theory] // either side of the switch to the expansion; between the two orders the true value moves by less than 2e-8
    [InlineData(0.9999899, 0.9999901)]
    [InlineData(1.0000101, 1.0000099)]
    public void OfProbabilities_WhereTheExpansionBegins_DoesNotJump(double outside, double inside) =>
        Assert.Equal(RenyiEntropy.OfProbabilities(Row, outside), RenyiEntropy.OfProbabilities(Row, inside), 1e-7);

    [Fact]
    public void OfLogits_UniformRow_EqualsLogVAtEveryOrder() =>
        Orders.Sample(order => Math.Abs(RenyiEntropy.OfLogits<float>([1, 1, 1, 1, 1], order) - Math.Log(5)) < 1e-9);

    [Fact]
    public void OfLogits_GrowingOrder_DoesNotGrow() =>
        Gen.Select(Gens.Logits, Orders, Orders).Sample((row, first, second) =>
            RenyiEntropy.OfLogits(row, Math.Min(first, second)) >= RenyiEntropy.OfLogits(row, Math.Max(first, second)) - 1e-8);

    [Fact]
    public void OfLogits_AnyRow_AgreesWithTheProbabilities() =>
        Gen.Select(Gens.Logits, Orders).Sample((row, order) =>
        {
            double[] weights = [.. row.Select(logit => Math.Exp(logit - row.Max()))];
            return Math.Abs(RenyiEntropy.OfLogits(row, order) - RenyiEntropy.OfProbabilities(weights, order)) < 1e-8;
        });

    [Fact]
    public void OfLogits_OrderZero_CountsUnmaskedTokensHoweverImprobable() =>
        Assert.Equal(Math.Log(2), RenyiEntropy.OfLogits([0, -5000, double.NegativeInfinity], 0), 1e-15);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void OfLogits_ImpossibleOrder_IsRefused(double order) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RenyiEntropy.OfLogits([0.0, 1], order));

    [Fact]
    public void OfLogits_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RenyiEntropy.OfLogits<double>([], 2));
        Assert.Throws<NonFiniteException>(() => RenyiEntropy.OfLogits([double.NaN], 2));
        Assert.Throws<ArgumentException>(() => RenyiEntropy.OfProbabilities([0.0], 2));
    }
}
