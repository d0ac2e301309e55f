using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

/// <summary>One valid layout of every built-in problem, with a metric that is not 0.</summary>
internal static class ValidLayouts
{
    public static Layout Of(IOpenProblem problem) => SeedLayouts.Rows(problem.Shape.Rows);
}
