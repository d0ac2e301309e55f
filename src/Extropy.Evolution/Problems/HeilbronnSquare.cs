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

    private protected override Ruling Judge(Layout layout, LayoutGrid grid)
    {
        if (Outside(grid) is { } outside) return outside;
        Fraction metric = new(TriangleAreas.SmallestTwice(grid), 2 * grid.One * grid.One);
        return FirstChecks.OfReport(metric, layout.Reported) is { } lie ? lie : metric;
    }

    private protected override Layout? Mend(Layout layout)
    {
        double[] numbers = [.. layout.Numbers];
        return PointRepair.Into(numbers, high: 1) ? layout with { Numbers = ImmutableArray.Create(numbers) } : null;
    }

    private static Violation? Outside(LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            ReadOnlySpan<(string Side, BigInteger Room)> sides =
                [("left", grid[i, 0]), ("right", grid.One - grid[i, 0]), ("bottom", grid[i, 1]), ("top", grid.One - grid[i, 1])];
            foreach ((string side, BigInteger room) in sides)
            {
                if (room.Sign < 0)
                    return new Violation(string.Create(CultureInfo.InvariantCulture, $"point {i} leaves the square at the {side}"), grid.Length(room).RoundDown());
            }
        }

        return null;
    }
}
