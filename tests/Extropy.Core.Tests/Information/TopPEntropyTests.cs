using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

public sealed class TopPEntropyTests
{
    private static readonly double[] Row = [Math.Log(0.1), Math.Log(0.5), Math.Log(0.15), Math.Log(0.25)];

    [Theory]
    [InlineData(0.4, 0)] // the top token alone reaches p
    [InlineData(0.6, 0.6365141682948128)] // (2/3, 1/3): the token that crosses p belongs to the nucleus
    public void OfLogits_SmallRow_IsTheEntropyOfTheNucleus(double mass, double expected) =>
        Assert.Equal(expected, TopPEntropy.OfLogits(Row, mass), 1e-14);

    [Fact]
    public void OfLogits_WholeMass_EqualsShannon() =>
        Gens.Logits.Sample(row => Math.Abs(TopPEntropy.OfLogits(row, 1) - Entropy.OfLogits(row)) < 1e-12);

    [Fact]
    public void OfLogits_TwoEqualTokens_IsLogTwo() => Assert.Equal(Math.Log(2), TopPEntropy.OfLogits<float>([5, 5, -5], 0.9), 1e-14);

    [Fact]
    public void OfLogits_AnyRow_IsInvariantToOrderAndShift() =>
        Gen.Select(Gens.Logits, Gen.Double[0.05, 1]).Sample((row, mass) =>
        {
            double[] reversed = [.. row.Reverse().Select(logit => logit + 3)];
            double[] untouched = [.. row];
            double value = TopPEntropy.OfLogits(row, mass);
            return value >= 0 && Math.Abs(value - TopPEntropy.OfLogits(reversed, mass)) < 1e-9 && row.SequenceEqual(untouched);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void OfLogits_ImpossibleMass_IsRefused(double mass) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TopPEntropy.OfLogits(Row, mass));

    [Fact]
    public void OfLogits_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TopPEntropy.OfLogits<float>([], 0.9));
        Assert.Throws<NonFiniteException>(() => TopPEntropy.OfLogits([double.NegativeInfinity], 0.9));
    }
}
