using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>
/// n points in the triangle (0, 0), (1, 0), (0, 1); the smallest triangle of three of them, divided by the area 1/2 of the whole, is to be largest.
/// </summary>
/// <remarks>An affine map takes this triangle to any other and leaves ratios of areas alone, so values compare with those for an equilateral triangle, whose
/// third corner no double can name.</remarks>
/// <param name="points">n ≥ 3.</param>
internal sealed class HeilbronnTriangle(int points) : ExactProblem
{
    /// <summary>How many points.</summary>
    public int Points => points;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"heilbronn-triangle-{points}");

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture,
        $"Place {points} points in the triangle (0, 0), (1, 0), (0, 1) so that the smallest of their triangles is the largest part of it.");

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
            if (FirstChecks.OfRoom(grid, $"point {i} leaves the triangle", ("left", x), ("bottom", y), ("slope", grid.One - x - y)) is { } outside) return outside;
        }

        return null;
    }

    private protected override Fraction Metric(LayoutGrid grid) => new(TriangleAreas.SmallestTwice(grid), grid.One * grid.One);

    private protected override Layout? Mend(Layout layout)
    {
        double[] numbers = [.. layout.Numbers];
        for (int i = 0; i < numbers.Length; i += 2)
        {
            if (!PointRepair.Into(numbers.AsSpan(i, 2), high: 1)) return null;
            double most = Fraction.Of(1).Minus(Fraction.Of(numbers[i])).RoundDown();
            if (numbers[i + 1] > most + PointRepair.Reach) return null;
            numbers[i + 1] = Math.Min(numbers[i + 1], most);
        }

        return layout with { Numbers = ImmutableArray.Create(numbers) };
    }
}
