using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class KnownRecordTests
{
    [Theory]
    [InlineData(2.0, true, false)]
    [InlineData(2.0 + 1e-9, true, false)]
    [InlineData(2.0 - 1e-9, true, false)]
    [InlineData(2.0 + 3e-9, true, true)]
    [InlineData(2.0 - 3e-9, false, false)]
    [InlineData(double.NaN, false, false)]
    public void Maximised_Metric_MatchesOrBeatsBeyondNineDigits(double metric, bool matches, bool beats)
    {
        KnownRecord record = new(2, "a test");

        Assert.Equal((matches, beats), (record.IsMatchedBy(metric, Aim.Maximise), record.IsBeatenBy(metric, Aim.Maximise)));
    }

    [Fact]
    public void Minimised_Metric_IsBetterBelow()
    {
        KnownRecord record = new(4, "a test");

        Assert.True(record.IsBeatenBy(3.99, Aim.Minimise));
        Assert.False(record.IsMatchedBy(4.01, Aim.Minimise));
        Assert.False(record.IsMatchedBy(double.PositiveInfinity, Aim.Minimise));
    }
}
