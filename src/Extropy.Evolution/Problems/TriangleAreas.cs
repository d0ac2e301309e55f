using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>Twice the areas of triangles and hulls of points, in squared grid units. Columns x, y.</summary>
internal static class TriangleAreas
{
    /// <summary>Twice the area of the smallest triangle: 0 where three points lie on one line or two coincide.</summary>
    /// <param name="grid">Three rows or more.</param>
    public static BigInteger SmallestTwice(LayoutGrid grid)
    {
        BigInteger? least = null;
        for (int i = 0; i < grid.Rows; i++)
        {
            for (int j = i + 1; j < grid.Rows; j++)
            {
                for (int k = j + 1; k < grid.Rows; k++)
                {
                    var twice = BigInteger.Abs(Cross(grid, i, j, k));
                    if (twice.IsZero) return twice;
                    if (least is null || twice < least) least = twice;
                }
            }
        }

        return least ?? BigInteger.Zero;
    }

    /// <summary>Twice the area of the convex hull: 0 where all points lie on one line.</summary>
    /// <remarks>Lower and upper chain over the points sorted by x, then y (Andrew 1979), and the sum of the fan of triangles from the first of them.</remarks>
    public static BigInteger HullTwice(LayoutGrid grid)
    {
        int[] order = [.. Enumerable.Range(0, grid.Rows).OrderBy(row => grid[row, 0]).ThenBy(row => grid[row, 1])];
        List<int> hull = [.. Chain(grid, order), .. Chain(grid, order.Reverse())];
        BigInteger sum = BigInteger.Zero;
        for (int corner = 1; corner + 1 < hull.Count; corner++) sum += Cross(grid, hull[0], hull[corner], hull[corner + 1]);
        return BigInteger.Abs(sum);
    }

    /// <summary>(b − a) × (c − a): twice the area of the triangle, positive where it turns left.</summary>
    public static BigInteger Cross(LayoutGrid grid, int a, int b, int c) =>
        ((grid[b, 0] - grid[a, 0]) * (grid[c, 1] - grid[a, 1])) - ((grid[c, 0] - grid[a, 0]) * (grid[b, 1] - grid[a, 1]));

    /// <summary>The points of one side of the hull from first to last, without the last, left turns only.</summary>
    private static IEnumerable<int> Chain(LayoutGrid grid, IEnumerable<int> order)
    {
        List<int> chain = [];
        foreach (int row in order)
        {
            while (chain.Count >= 2 && Cross(grid, chain[^2], chain[^1], row).Sign <= 0) chain.RemoveAt(chain.Count - 1);
            chain.Add(row);
        }

        return chain.Take(chain.Count - 1);
    }
}
