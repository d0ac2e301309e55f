using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Goals.Expressions;

/// <summary>What a goal expression may speak of: a layout's numbers and simple measures of them, by name, for each family of problems.</summary>
/// <remarks>In doubles, for ranking only. Whether a candidate is correct, and its metric, is the referee's to say.</remarks>
public static class GoalVariables
{
    /// <summary>The names for a problem, in order.</summary>
    public static ImmutableArray<string> Names(IOpenProblem problem) =>
        [.. Of(problem, new Layout(problem.Shape.Rows, problem.Shape.Columns.Length, [.. new double[problem.Shape.Count]])).Keys];

    /// <summary>The variables of a layout.</summary>
    /// <param name="problem">A built-in problem.</param>
    /// <param name="layout">Of the problem's shape.</param>
    public static ImmutableSortedDictionary<string, GoalValue> Of(IOpenProblem problem, Layout layout)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, GoalValue>(StringComparer.Ordinal);
        all["n"] = GoalValue.Of((double)layout.Rows);
        all["pi"] = GoalValue.Of(Math.PI);
        for (int column = 0; column < layout.Columns; column++)
        {
            if (problem.Shape.Columns[column] is "x" or "y" or "z") all[problem.Shape.Columns[column]] = GoalValue.List(Column(layout, column));
        }

        bool isCircles = problem.Shape.Columns.Contains("r");
        PointMeasures.Add(all, layout, isCircles ? 2 : layout.Columns);
        if (isCircles) CircleMeasures.Add(all, layout, hasUnitSquare: problem is CirclePackingSquare);
        else if (problem is not DistanceRatio) TriangleMeasures.Add(all, layout, problem);
        return all.ToImmutable();
    }

    /// <summary>One column.</summary>
    internal static double[] Column(Layout layout, int column)
    {
        var numbers = new double[layout.Rows];
        for (int row = 0; row < numbers.Length; row++) numbers[row] = layout[row, column];
        return numbers;
    }
}
