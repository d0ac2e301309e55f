using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Problems;
using Extropy.Models.Kernels;

namespace Extropy.Evolution.Goals.Templates;

/// <summary>
/// What anybody would try first: a grid, points at random, and a ring, with equal circles where there are circles. A goal that these meet tells nothing. For
/// Heilbronn's problem a ring is no naive layout but more than half of the record, and is left out.
/// </summary>
internal static class NaiveLayouts
{
    private const long Seed = 13;
    private const double RingRadius = 0.4;

    /// <summary>The layouts for a problem, always the same.</summary>
    public static ImmutableArray<Layout> For(IOpenProblem problem)
    {
        int dimensions = problem.Shape.Columns.Count(column => column is "x" or "y" or "z");
        bool hasTriangles = problem is HeilbronnConvex or HeilbronnSquare or HeilbronnTriangle;
        int count = problem.Shape.Rows;
        double[][] all = [Grid(count, dimensions), Scattered(count, dimensions), .. hasTriangles ? (double[][])[] : [Ring(count, dimensions)]];
        return [.. all.Select(points => Laid(problem, points, dimensions))];
    }

    private static double[] Grid(int count, int dimensions)
    {
        int side = 1;
        while (Math.Pow(side, dimensions) < count) side++;
        var points = new double[count * dimensions];
        for (int i = 0; i < count; i++)
        {
            for (int axis = 0, rest = i; axis < dimensions; axis++, rest /= side) points[(i * dimensions) + axis] = ((rest % side) + 0.5) / side;
        }

        return points;
    }

    private static double[] Ring(int count, int dimensions)
    {
        var points = new double[count * dimensions];
        for (int i = 0; i < count; i++)
        {
            (double sin, double cos) = Elementary.SinCos(2 * Math.PI * i / count);
            points[i * dimensions] = 0.5 + (RingRadius * cos);
            points[(i * dimensions) + 1] = 0.5 + (RingRadius * sin);
        }

        return points;
    }

    private static double[] Scattered(int count, int dimensions)
    {
        Draws draws = RandomStream.FromSeed(Seed).For("naive layout").At(0);
        var points = new double[count * dimensions];
        for (int i = 0; i < points.Length; i++) points[i] = draws.NextUniform();
        return points;
    }

    private static Layout Laid(IOpenProblem problem, double[] points, int dimensions)
    {
        int count = problem.Shape.Rows;
        if (problem.Shape.Columns.Length == dimensions) return new Layout(count, dimensions, [.. points]);
        double radius = double.PositiveInfinity;
        for (int i = 0; i < count; i++)
        {
            double x = points[2 * i], y = points[(2 * i) + 1];
            radius = Math.Min(radius, Math.Min(Math.Min(x, 1 - x), Math.Min(y, 1 - y)));
            for (int j = i + 1; j < count; j++)
            {
                double dx = points[2 * j] - x, dy = points[(2 * j) + 1] - y;
                radius = Math.Min(radius, Math.Sqrt((dx * dx) + (dy * dy)) / 2);
            }
        }

        var numbers = new double[3 * count];
        for (int i = 0; i < count; i++) (numbers[3 * i], numbers[(3 * i) + 1], numbers[(3 * i) + 2]) = (points[2 * i], points[(2 * i) + 1], radius);
        return new Layout(count, 3, [.. numbers]);
    }
}
