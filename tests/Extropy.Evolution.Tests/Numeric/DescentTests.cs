using Extropy.Core.Chance;
using Extropy.Evolution.Numeric;
using Extropy.Evolution.Numeric.Geometries;
using Extropy.Evolution.Numeric.Solving;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Numeric;

public sealed class DescentTests
{
    public static TheoryData<string> Problems => [.. KnownProblems.Ids];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Polish_AfterADescent_ReachesStationarity(string id)
    {
        Geometry geometry = KnownGeometries.Of(KnownProblems.Find(id))!;
        Descent descent = new(geometry);
        double[] layout = Start(geometry, 5);

        double estimate = descent.Run(layout);
        (double objective, double fault) = descent.Polish(layout);

        Assert.InRange(fault, 0, 1e-12); // entries of the conditions are sums of some thirty products near 1
        Assert.Equal(objective, estimate, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Polish_OfAPolishedLayout_ChangesNothingVisible(string id)
    {
        Geometry geometry = KnownGeometries.Of(KnownProblems.Find(id))!;
        Descent descent = new(geometry);
        double[] layout = Start(geometry, 5);
        descent.Run(layout);

        double once = descent.Polish(layout).Objective;
        double twice = descent.Polish(layout).Objective;

        Assert.Equal(once, twice, 1e-14);
    }

    [Fact]
    public void Run_FromAStartOutsideTheRows_IsRefused()
    {
        InteriorPoint solver = new();
        CircleProgram program = new(2, isFree: false);
        double[] overlapping = [0.5, 0.5, 0.3, 0.6, 0.5, 0.3];

        Assert.False(solver.Run(program, overlapping, (1e-3, 1e-9), 50));
        Assert.Equal(0, solver.Steps);
    }

    [Fact]
    public void Run_OnLayoutsThatCannotBeUsed_SaysSo()
    {
        Descent circles = new(new CircleGeometry(3, isFree: false)), triangles = new(new TriangleGeometry(4, Region.Hull));

        Assert.Equal(double.NegativeInfinity, circles.Run(new double[9]));
        Assert.Equal(double.NegativeInfinity, circles.Run([double.NaN, 0, 0, 1, 1, 1, 0.5, 0.5, 0.1]));
        Assert.Equal(double.NegativeInfinity, circles.Run([1e308, -1e308, 1e308, 1e308, 1e308, 1e308, 1, 1, 1]));
        Assert.Equal(double.NegativeInfinity, triangles.Run([0, 0, 1, 1, 2, 2, 3, 3]));
    }

    [Fact]
    public void Run_NeverLeavesTheRegion()
    {
        Geometry geometry = new TriangleGeometry(7, Region.Triangle);
        Descent descent = new(geometry);
        for (int start = 0; start < 20; start++)
        {
            double[] layout = Start(geometry, start);
            descent.Run(layout);
            for (int i = 0; i < layout.Length; i += 2) Assert.True(layout[i] > 0 && layout[i + 1] > 0 && layout[i] + layout[i + 1] < 1);
        }
    }

    private static double[] Start(Geometry geometry, long step)
    {
        Draws draws = RandomStream.FromSeed(11).At(step);
        double[] layout = new double[geometry.Count];
        geometry.Scatter(layout, ref draws);
        return layout;
    }
}
