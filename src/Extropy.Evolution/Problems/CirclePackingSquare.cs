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

    private protected override Ruling Judge(Layout layout, LayoutGrid grid)
    {
        if (CircleChecks.NegativeRadius(grid) is { } negative) return negative;
        Fraction sum = CircleChecks.SumOfRadii(grid);
        Violation? violation = FirstChecks.OfReport(sum, layout.Reported) ?? Outside(grid) ?? CircleChecks.Overlap(layout, grid);
        return violation is null ? sum : violation;
    }

    private protected override Layout? Mend(Layout layout) => CircleRepair.InBox(layout, width: 1, height: 1);

    private static Violation? Outside(LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            BigInteger x = grid[i, 0], y = grid[i, 1], radius = grid[i, 2];
            ReadOnlySpan<(string Side, BigInteger Room)> walls =
                [("left", x - radius), ("right", grid.One - x - radius), ("bottom", y - radius), ("top", grid.One - y - radius)];
            foreach ((string side, BigInteger room) in walls)
            {
                if (room.Sign < 0)
                    return new Violation(string.Create(CultureInfo.InvariantCulture, $"circle {i} leaves the square at the {side}"), grid.Length(room).RoundDown());
            }
        }

        return null;
    }
}
