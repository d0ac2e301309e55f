using CsCheck;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class HeilbronnTests
{
    private static readonly IOpenProblem Convex = KnownProblems.Find("heilbronn-convex-13");
    private static readonly IOpenProblem Triangle = KnownProblems.Find("heilbronn-triangle-4");
    private static readonly IOpenProblem Square = KnownProblems.Find("heilbronn-square-9");

    [Fact]
    public void Convex_PublishedRandomPoints_HaveThePublishedValue() =>
        Assert.Equal(0.000322458, Convex.Assess(SeedLayouts.Random13()).Metric, 1e-9);

    [Fact]
    public void Convex_RegularPolygon_HasItsKnownValue() => Assert.Equal(0.017622150, Convex.Assess(SeedLayouts.Polygon(13)).Metric, 1e-9);

    [Fact]
    public void Convex_Duplicates_AreValidWithMetricZero()
    {
        Layout layout = SeedLayouts.Polygon(13);

        Assessment assessment = Convex.Assess(layout with { Numbers = layout.Numbers.SetItem(2, layout[0, 0]).SetItem(3, layout[0, 1]) });

        Assert.True(assessment.IsValid);
        Assert.Equal(0, assessment.Metric);
    }

    [Fact]
    public void Convex_OnOneLine_IsInvalid()
    {
        Assessment assessment = Convex.Assess(new Layout(13, 2, [.. Enumerable.Range(0, 26).Select(i => (double)(i / 2))]));

        Assert.Equal("all points lie on one line", assessment.Violation!.Constraint);
    }

    [Fact]
    public void Convex_OneUlpOffTheLine_IsValid()
    {
        Layout line = new(3, 2, [0, 0, 1, 1, 2, Math.BitIncrement(2.0)]);

        Assessment assessment = KnownProblems.Find("heilbronn-convex-3").Assess(line);

        Assert.True(assessment.IsValid);
        Assert.Equal(1, assessment.Metric);
    }

    [Fact]
    public void Convex_ScaledAndMovedExactly_KeepsItsValue() => Gen.Int[-1000, 1000].Array[26].Select(Gen.Int[-40, 40], Gen.Int[-1000, 1000])
        .Sample((numbers, scale, shift) =>
        {
            Layout layout = new(13, 2, [.. numbers.Select(number => (double)number)]);
            Layout moved = new(13, 2, [.. numbers.Select(number => Math.ScaleB(number + shift, scale))]);
            return Equals(Convex.Assess(layout).Exact, Convex.Assess(moved).Exact);
        });

    [Fact]
    public void Convex_OfAnyPoints_AgreesWithAHullOfExtremeTurns() => Gen.Int[-20, 20].Array[12].Sample(numbers =>
    {
        Layout layout = new(6, 2, [.. numbers.Select(number => (double)number)]);
        Assessment assessment = KnownProblems.Find("heilbronn-convex-6").Assess(layout);
        (long least, long hull) = ByBruteForce(numbers);
        return hull == 0 ? !assessment.IsValid : assessment.IsValid && assessment.Exact!.Numerator * hull == least * assessment.Exact.Denominator;
    });

    [Fact]
    public void Square_NinePointsInThirds_HaveTheirArea()
    {
        // A 3 by 3 grid has three points in a row.
        Layout grid = new(9, 2, [.. Enumerable.Range(0, 9).SelectMany(i => new[] { i % 3 / 2.0, i / 3 / 2.0 })]);

        Assert.Equal(0, Square.Assess(grid).Metric);
        Assert.Equal(0.5, KnownProblems.Find("heilbronn-square-3").Assess(new Layout(3, 2, [0, 0, 1, 0, 0, 1])).Metric);
    }

    [Fact]
    public void Square_ProvedOptimumOfNinePoints_HasItsValue()
    {
        // The arrangement of Comellas and Yebra in the closed form of arXiv 2603.11107.
        double root = Math.Sqrt(65), a = (15 - root) / 40, b = 3 * a / 2, c = (5 + root) / 20, d = root / 10;

        Assessment assessment = Square.Assess(new Layout(9, 2, [0, 1 - d, a, 0, 1, b, a, 1, 0, 1 - a, c, 1 - c, 1 - b, 0, d, 1, 1, 1 - a]));

        Assert.Equal(0.0548759991708967, assessment.Metric, 2e-16);
        Assert.Equal(Square.Record!.Value, assessment.Metric, 2e-16);
        Assert.True(Square.Record.IsProved);
    }

    [Fact]
    public void Convex_HexagonAndItsRecord_Agree()
    {
        IOpenProblem six = KnownProblems.Find("heilbronn-convex-6");

        Assert.Equal(six.Record!.Value, six.Assess(new Layout(6, 2, [1, 0, 2, 0, 2, 1, 1, 2, 0, 2, 0, 1])).Metric, 1e-16); // a regular hexagon, sheared
    }

    [Fact]
    public void Square_OneUlpOutside_IsInvalidAndMended()
    {
        Layout corner = new(3, 2, [0, 0, Math.BitIncrement(1.0), 0, 0, 1]);
        IOpenProblem three = KnownProblems.Find("heilbronn-square-3");

        Assert.Equal("point 1 leaves the square at the right", three.Assess(corner).Violation!.Constraint);
        Assert.Equal(0.5, three.Assess(three.Repair(corner)!).Metric);
    }

    [Fact]
    public void Triangle_CornersAndCentre_HaveAThird()
    {
        double third = Math.BitDecrement(1 / 3.0);

        Assessment assessment = Triangle.Assess(new Layout(4, 2, [0, 0, 1, 0, 0, 1, third, third]));

        Assert.Equal(1 / 3.0, assessment.Metric, 1e-15);
        Assert.True(assessment.Metric < 1 / 3.0);
    }

    [Fact]
    public void Triangle_OneUlpBeyondTheSlope_IsInvalidAndMended()
    {
        Layout beyond = new(4, 2, [0, 0, 1, 0, 0, 1, 0.25, Math.BitIncrement(0.75)]);

        Assert.Equal("point 3 leaves the triangle at the slope", Triangle.Assess(beyond).Violation!.Constraint);
        Assert.Equal(0.75, Triangle.Repair(beyond)![3, 1]);
    }

    /// <summary>Twice the smallest triangle, and twice the hull's area as the largest sum over triangles of a fan: independent of sorting.</summary>
    private static (long Least, long Hull) ByBruteForce(int[] numbers)
    {
        (long X, long Y)[] points = [.. Enumerable.Range(0, 6).Select(i => ((long)numbers[2 * i], (long)numbers[(2 * i) + 1]))];
        long Cross((long X, long Y) a, (long X, long Y) b, (long X, long Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((c.X - a.X) * (b.Y - a.Y));
        long least = long.MaxValue;
        for (int i = 0; i < 6; i++)
        {
            for (int j = i + 1; j < 6; j++)
            {
                for (int k = j + 1; k < 6; k++) least = Math.Min(least, Math.Abs(Cross(points[i], points[j], points[k])));
            }
        }

        // Twice the area = sum over directed edges a → b with every point to their left (outermost on ties) of a × b.
        long hull = 0;
        (long X, long Y)[] different = [.. points.Distinct()];
        foreach ((long X, long Y) a in different)
        {
            foreach ((long X, long Y) b in different)
            {
                if (a == b || different.Any(c => Cross(a, b, c) < 0)) continue;
                bool isWhole = different.All(c => Cross(a, b, c) != 0 || (Between(a.X, c.X, b.X) && Between(a.Y, c.Y, b.Y)));
                if (isWhole) hull += (a.X * b.Y) - (b.X * a.Y);
            }
        }

        return (least, hull);
    }

    private static bool Between(long a, long c, long b) => Math.Min(a, b) <= c && c <= Math.Max(a, b);
}
