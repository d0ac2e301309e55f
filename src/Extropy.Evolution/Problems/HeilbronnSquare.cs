using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>n points in the unit square; the area of the smallest triangle of three of them is to be largest.</summary>
/// <param name="points">n ≥ 3.</param>
internal sealed class HeilbronnSquare(int points) : ExactProblem
{
    /// <summary>How many points.</summary>
    public int Points => points;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"heilbronn-square-{points}");

    /// <inheritdoc/>
    public override string Title =>
        string.Create(CultureInfo.InvariantCulture, $"Place {points} points in the unit square so that the smallest of their triangles is largest.");

    /// <inheritdoc/>
    public override Aim Aim => Aim.Maximise;

    /// <inheritdoc/>
    public override LayoutShape Shape { get; } = new(points, ["x", "y"]);

    /// <inheritdoc/>
    public override KnownRecord? Record => KnownRecords.Of(Id);

    private protected override Violation? FirstBroken(Layout layout, LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            BigInteger x = grid[i, 0], y = grid[i, 1];
            if (FirstChecks.OfRoom(grid, $"point {i} leaves the square", ("left", x), ("right", grid.One - x), ("bottom", y), ("top", grid.One - y)) is { } outside)
                return outside;
        }

        return null;
    }

    private protected override Fraction Metric(LayoutGrid grid) => new(TriangleAreas.SmallestTwice(grid), 2 * grid.One * grid.One);

    private protected override Layout? Mend(Layout layout)
    {
        double[] numbers = [.. layout.Numbers];
        return PointRepair.Into(numbers, high: 1) ? layout with { Numbers = ImmutableArray.Create(numbers) } : null;
    }
}
