using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>n disjoint circles in a rectangle of perimeter 4 whose aspect is free and which may lie anywhere; the sum of their radii is to be largest.</summary>
/// <param name="circles">n ≥ 1.</param>
internal sealed class CirclePackingRectangle(int circles) : ExactProblem
{
    /// <summary>How many circles.</summary>
    public int Circles => circles;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"circle-packing-rect-{circles}");

    /// <inheritdoc/>
    public override string Title => string.Create(
        CultureInfo.InvariantCulture, $"Place {circles} disjoint circles in some rectangle of perimeter 4 so that the sum of their radii is largest.");

    /// <inheritdoc/>
    public override Aim Aim => Aim.Maximise;

    /// <inheritdoc/>
    public override LayoutShape Shape { get; } = new(circles, ["x", "y", "r"]);

    /// <inheritdoc/>
    public override KnownRecord? Record => KnownRecords.Of(Id);

    private protected override Violation? FirstBroken(Layout layout, LayoutGrid grid) =>
        CircleChecks.NegativeRadius(grid) ?? CircleChecks.Overlap(layout, grid) ?? TooLong(grid);

    private protected override Fraction Metric(LayoutGrid grid) => CircleChecks.SumOfRadii(grid);

    private protected override Layout? Mend(Layout layout) => CircleRepair.InRectangle(layout);

    private static Violation? TooLong(LayoutGrid grid)
    {
        BigInteger room = (2 * grid.One) - Extent(grid, 0) - Extent(grid, 1);
        return room.Sign < 0
            ? new Violation("half the perimeter of the bounding rectangle is above 2", grid.Length(room).RoundDown())
            : null;
    }

    private static BigInteger Extent(LayoutGrid grid, int column)
    {
        BigInteger low = grid[0, column] - grid[0, 2], high = grid[0, column] + grid[0, 2];
        for (int i = 1; i < grid.Rows; i++)
        {
            low = BigInteger.Min(low, grid[i, column] - grid[i, 2]);
            high = BigInteger.Max(high, grid[i, column] + grid[i, 2]);
        }

        return high - low;
    }
}
