using CsCheck;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class CirclePackingTests
{
    private static readonly IOpenProblem Square = KnownProblems.Find("circle-packing-26");
    private static readonly IOpenProblem Rectangle = KnownProblems.Find("circle-packing-rect-21");
    private static readonly IOpenProblem Two = KnownProblems.Find("circle-packing-2");

    [Fact]
    public void Square_PublishedRings_OverlapByTheirLastBit()
    {
        Assessment assessment = Square.Assess(SeedLayouts.Rings());

        Assert.False(assessment.IsValid);
        Assert.Equal("circles 7 and 8 overlap", assessment.Violation!.Constraint);
        Assert.Equal(-3.1055e-17, assessment.Violation.Slack, 1e-21);
    }

    [Fact]
    public void Square_RepairedRings_HaveThePublishedSum()
    {
        Layout? mended = Square.Repair(SeedLayouts.Rings());

        Assessment assessment = Square.Assess(mended!);
        Assert.True(assessment.IsValid);
        Assert.Equal(0.959764217, assessment.Metric, 1e-9);
    }

    [Fact]
    public void Repair_OfLastBits_CostsLastBits()
    {
        Layout rings = SeedLayouts.Rings();
        double sum = 0;
        for (int i = 0; i < rings.Rows; i++) sum += rings[i, 2];

        double mended = Square.Assess(Square.Repair(rings)!).Metric;

        Assert.True(mended > sum - 1e-15, $"{mended} from {sum}");
    }

    [Fact]
    public void Rectangle_AllZero_IsValidWithSumZero()
    {
        Assessment assessment = Rectangle.Assess(new Layout(21, 3, [.. new double[63]]));

        Assert.True(assessment.IsValid);
        Assert.Equal(0, assessment.Metric);
    }

    [Fact]
    public void Square_TangentByExactNumbers_IsValid()
    {
        Assessment assessment = Two.Assess(new Layout(2, 3, [0.25, 0.25, 0.25, 0.75, 0.25, 0.25]));

        Assert.True(assessment.IsValid);
        Assert.Equal(0.5, assessment.Metric);
    }

    [Fact]
    public void Square_OverlapOf1e15_IsInvalidWithThatSlack()
    {
        Assessment assessment = Two.Assess(new Layout(2, 3, [0.25, 0.25, 0.25, 0.75 - 1e-15, 0.25, 0.25]));

        Assert.False(assessment.IsValid);
        Assert.Equal("circles 0 and 1 overlap", assessment.Violation!.Constraint);
        Assert.Equal(-1e-15, assessment.Violation.Slack, 2e-16);
    }

    [Theory]
    [InlineData(0, false, "left")]
    [InlineData(0, true, "right")]
    [InlineData(1, false, "bottom")]
    [InlineData(1, true, "top")]
    public void Square_OneUlpOutside_IsInvalid(int column, bool up, string side)
    {
        double[] circle = [0.5, 0.5, 0.5];
        circle[column] = up ? Math.BitIncrement(circle[column]) : Math.BitDecrement(circle[column]);

        Assessment assessment = KnownProblems.Find("circle-packing-1").Assess(new Layout(1, 3, [.. circle]));

        Assert.Equal($"circle 0 leaves the square at the {side}", assessment.Violation!.Constraint);
        Assert.InRange(assessment.Violation.Slack, -1.2e-16, -5e-17);
    }

    [Fact]
    public void Square_SumBeyondADouble_IsRoundedDown()
    {
        double tiny = Math.ScaleB(1, -60);

        Assessment assessment = Two.Assess(new Layout(2, 3, [0.375, 0.25, 0.25, 0.75, 0.875, tiny]));

        Assert.Equal(0.25 + tiny, assessment.Metric); // the sum itself is a double here
        Assessment fine = Two.Assess(new Layout(2, 3, [0.375, 0.25, 0.25 - Math.ScaleB(1, -54), 0.75, 0.875, tiny]));
        Assert.Equal(0.25 - Math.ScaleB(1, -54), fine.Metric);
        Assert.True(fine.Exact!.RoundUp() > fine.Metric);
    }

    [Fact]
    public void Square_ReportWithin1e5_IsAcceptedAndIgnored()
    {
        Layout layout = new(2, 3, [0.25, 0.25, 0.25, 0.75, 0.25, 0.25]) { Reported = 0.5 * (1 + 9.9e-6) };

        Assessment assessment = Two.Assess(layout);

        Assert.True(assessment.IsValid);
        Assert.Equal(0.5, assessment.Metric);
    }

    [Fact]
    public void Square_OverlapHiddenInRounding_IsFound()
    {
        // In doubles the distance rounds to 0.5 = r + r; the centres are 2^-60 too near.
        Layout layout = new(2, 3, [Math.ScaleB(1, -60), 0.5, 0, 0.5, 0.5, 0.5]);

        Assert.Equal("circles 0 and 1 overlap", Two.Assess(layout).Violation!.Constraint);
    }

    [Fact]
    public void Rectangle_MayLieAnywhere_ButNotOneUlpTooLong()
    {
        IOpenProblem one = KnownProblems.Find("circle-packing-rect-1");

        Assert.True(one.Assess(new Layout(1, 3, [1024, -4096, 0.5])).IsValid);
        Assert.Equal(-4.44e-16, one.Assess(new Layout(1, 3, [1024, -4096, Math.BitIncrement(0.5)])).Violation!.Slack, 1e-18);
    }

    [Fact]
    public void Rectangle_OfAnySize_IsRepairedToTheFullPerimeter()
    {
        Layout rows = SeedLayouts.Rows(21);
        Layout small = rows with { Numbers = [.. rows.Numbers.Select(number => 7 + (0.3 * number))] };
        small = small with { Numbers = [.. small.Numbers.Select((number, i) => i % 3 == 2 ? number - 7 : number)] };

        Assessment assessment = Rectangle.Assess(Rectangle.Repair(small)!);

        Assert.True(assessment.IsValid);
        Assert.Equal(21 * 0.0875 * 2 / 1.95, assessment.Metric, 1e-9);
    }

    [Fact]
    public void Repair_WildOverlap_StillEndsValid()
    {
        Layout wild = new(26, 3, [.. Enumerable.Range(0, 26).SelectMany(i => new[] { 0.5 + (i * 1e-3), 0.5, 0.4 })]);

        Assessment assessment = Square.Assess(Square.Repair(wild)!);

        Assert.True(assessment.IsValid);
        Assert.True(assessment.Metric > 0.01);
    }

    [Fact]
    public void Repair_OfNoise_CostsNoMoreThanTheOverlaps() => Gen.Double[-1e-9, 1e-9].Array[75].Sample(noise =>
    {
        IOpenProblem problem = KnownProblems.Find("circle-packing-25");
        double[] touching = [.. Enumerable.Range(0, 25).SelectMany(i => new[] { ((i % 5) + 0.5) / 5, ((i / 5) + 0.5) / 5, 0.1 })];
        Layout noisy = new(25, 3, [.. touching.Zip(noise, (number, error) => number + error)]);
        double overlaps = 0;
        for (int i = 0; i < 25; i++)
        {
            (double x, double y, double r) = (noisy[i, 0], noisy[i, 1], noisy[i, 2]);
            overlaps += Math.Max(0, r - x) + Math.Max(0, r - y) + Math.Max(0, x + r - 1) + Math.Max(0, y + r - 1);
            for (int j = i + 1; j < 25; j++)
            {
                double across = noisy[j, 0] - x, up = noisy[j, 1] - y;
                overlaps += Math.Max(0, r + noisy[j, 2] - Math.Sqrt((across * across) + (up * up)));
            }
        }

        Layout mended = problem.Repair(noisy)!;

        return problem.Assess(mended).IsValid && problem.RepairLoss(noisy, mended) <= overlaps + 1e-14;
    }, iter: 100);

    [Fact]
    public void RepairLoss_OfTheRings_IsTheirLastBits()
    {
        Layout rings = SeedLayouts.Rings(), mended = Square.Repair(rings)!;

        Assert.InRange(Square.RepairLoss(rings, mended)!.Value, -1e-10, 1e-16);
        Assert.Null(Square.RepairLoss(rings with { Rows = 25 }, mended));
        Assert.Null(Square.RepairLoss(mended, rings)); // the second one is not valid
    }

    [Fact]
    public void Repair_CentreFarOutside_GivesUp() => Assert.Null(Two.Repair(new Layout(2, 3, [0.25, 0.25, 0.25, 1.1, 0.25, 0])));
}
