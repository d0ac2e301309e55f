using CsCheck;
using Extropy.Core.Errors;
using Extropy.Core.Information;

namespace Extropy.Core.Tests.Information;

public sealed class LogSumExpTests
{
    [Fact]
    public void Of_SmallRow_IsTheClosedForm() => Assert.Equal(Math.Log(6), LogSumExp.Of([0, Math.Log(2), Math.Log(3)]), 1e-15);

    [Theory]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    [InlineData(800)]
    [InlineData(-800)]
    public void Of_ExtremeValues_NeitherOverflowsNorVanishes(double value) =>
        Assert.Equal(value + Math.Log(2), LogSumExp.Of([value, value]));

    [Fact]
    public void Of_MaskedEntries_AddNothing()
    {
        Assert.Equal(1.5, LogSumExp.Of([double.NegativeInfinity, 1.5, double.NegativeInfinity]));
        Assert.Equal(double.NegativeInfinity, LogSumExp.Of<float>([float.NegativeInfinity, float.NegativeInfinity]));
    }

    [Fact]
    public void Of_AnyRow_LiesBetweenMaxAndMaxPlusLogV() =>
        Gens.Logits.Sample(row =>
        {
            double value = LogSumExp.Of(row);
            return value >= row.Max() && value <= row.Max() + Math.Log(row.Length) + 1e-12;
        });

    [Fact]
    public void Of_ShiftedRow_ShiftsAlong() =>
        Gen.Select(Gens.Logits, Gen.Double[-100, 100]).Sample((row, shift) =>
            Math.Abs(LogSumExp.Of(row) + shift - LogSumExp.Of([.. row.Select(logit => logit + shift)])) < 1e-11);

    [Fact]
    public void Of_UnusableRows_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => LogSumExp.Of<double>([]));
        Assert.Throws<NonFiniteException>(() => LogSumExp.Of([0, double.NaN]));
        Assert.Throws<NonFiniteException>(() => LogSumExp.Of([0, double.PositiveInfinity]));
    }
}
