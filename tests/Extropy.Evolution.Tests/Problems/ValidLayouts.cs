using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

/// <summary>One valid layout of every built-in problem, with a metric that is not 0.</summary>
internal static class ValidLayouts
{
    public static Layout Of(IOpenProblem problem)
    {
        int rows = problem.Shape.Rows;
        if (problem.Shape.Columns.Contains("r")) return SeedLayouts.Rows(rows);
        if (problem.Shape.Columns.Contains("z"))
            return new Layout(rows, 3, [.. Enumerable.Range(0, rows).SelectMany(i => new[] { i % 3, i / 3 % 3, i / 9 / 2.0 })]);

        // Points of a parabola: no three on a line. It lies in the square and in the triangle.
        return new Layout(rows, 2, [.. Enumerable.Range(0, rows).Select(i => i / (2.0 * rows)).SelectMany(x => new[] { x, x * x })]);
    }
}
