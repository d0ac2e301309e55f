using Extropy.Evolution.Problems;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Tests.Problems;

public sealed class DistanceRatioTests
{
    [Fact]
    public void Ratio_Square_IsTwo()
    {
        Assessment assessment = KnownProblems.Find("distance-ratio-2d-4").Assess(new Layout(4, 2, [0, 0, 1, 0, 0, 1, 1, 1]));

        Assert.Equal(new Fraction(2, 1), assessment.Exact);
    }

    [Fact]
    public void Ratio_Cube_IsThree()
    {
        Layout cube = new(8, 3, [.. Enumerable.Range(0, 8).SelectMany(i => new double[] { i & 1, (i >> 1) & 1, i >> 2 })]);

        Assert.Equal(3, KnownProblems.Find("distance-ratio-3d-8").Assess(cube).Metric);
    }

    [Fact]
    public void Ratio_IsRoundedUp()
    {
        Assessment assessment = KnownProblems.Find("distance-ratio-3d-3").Assess(new Layout(3, 3, [0, 0, 0, 1, 1, 1, 2, 0, 0]));

        Assert.Equal(new Fraction(4, 3), assessment.Exact);
        Assert.Equal(Math.BitIncrement(4 / 3.0), assessment.Metric); // the nearest double is below
    }

    [Fact]
    public void Ratio_Duplicates_AreInvalid()
    {
        Assessment assessment = KnownProblems.Find("distance-ratio-2d-3").Assess(new Layout(3, 2, [0, 0, 1, 1, 0, -0.0]));

        Assert.Equal("points 0 and 2 coincide", assessment.Violation!.Constraint);
        Assert.Equal(double.PositiveInfinity, assessment.Metric);
    }
}
