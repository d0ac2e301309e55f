using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>n disjoint circles in the unit square; the sum of their radii is to be largest.</summary>
/// <param name="circles">n ≥ 1.</param>
internal sealed class CirclePackingSquare(int circles) : ExactProblem
{
    /// <summary>How many circles.</summary>
    public int Circles => circles;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"circle-packing-{circles}");

    /// <inheritdoc/>
    public override string Title =>
        string.Create(CultureInfo.InvariantCulture, $"Place {circles} disjoint circles in the unit square so that the sum of their radii is largest.");

    /// <inheritdoc/>
    public override Aim Aim => Aim.Maximise;

    /// <inheritdoc/>
    public override LayoutShape Shape { get; } = new(circles, ["x", "y", "r"]);

    /// <inheritdoc/>
    public override KnownRecord? Record => KnownRecords.Of(Id);

    private protected override Violation? FirstBroken(Layout layout, LayoutGrid grid) =>
        CircleChecks.NegativeRadius(grid) ?? Outside(grid) ?? CircleChecks.Overlap(layout, grid);

    private protected override Fraction Metric(LayoutGrid grid) => CircleChecks.SumOfRadii(grid);

    private protected override Layout? Mend(Layout layout) => CircleRepair.InBox(layout, width: 1, height: 1);

    private static Violation? Outside(LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            BigInteger x = grid[i, 0], y = grid[i, 1], r = grid[i, 2];
            if (FirstChecks.OfRoom(
                grid, $"circle {i} leaves the square", ("left", x - r), ("right", grid.One - x - r), ("bottom", y - r), ("top", grid.One - y - r)) is { } outside)
            {
                return outside;
            }
        }

        return null;
    }
}
