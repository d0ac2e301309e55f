using CsCheck;
using Extropy.Core.Statistics;

namespace Extropy.Core.Tests.Statistics;

public sealed class HolmTests
{
    [Fact]
    public void Adjusted_WorkedExample_StepsDown() =>
        Assert.Equal([0.03, 0.06, 0.06, 0.02], Holm.Adjusted([0.01, 0.04, 0.03, 0.005]).Select(p => Math.Round(p, 12)));

    [Fact]
    public void Adjusted_NoTests_IsEmpty() => Assert.Empty(Holm.Adjusted([]));

    [Fact]
    public void Adjusted_AnyPValues_LiesBetweenRawAndBonferroni() =>
        Gen.Double[0, 1].Array[1, 20].Sample(raw =>
        {
            double[] adjusted = Holm.Adjusted(raw);
            return raw.Zip(adjusted).All(pair => pair.Second >= pair.First && pair.Second <= Math.Min(1, raw.Length * pair.First));
        });

    [Fact]
    public void Adjusted_EqualPValues_StayEqual() => Assert.Equal([0.06, 0.06, 0.06], Holm.Adjusted([0.02, 0.02, 0.02]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Adjusted_NotAProbability_IsRefusedByPosition(double pValue)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Holm.Adjusted([0.5, pValue]));

        Assert.Contains("pValues[1]", error.Message, StringComparison.Ordinal);
    }
}
