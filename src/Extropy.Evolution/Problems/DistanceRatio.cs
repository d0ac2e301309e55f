using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>n different points in the plane or in space; the square of their largest distance divided by the square of their smallest is to be smallest.</summary>
/// <param name="points">n ≥ 2.</param>
/// <param name="dimensions">2 or 3.</param>
internal sealed class DistanceRatio(int points, int dimensions) : ExactProblem
{
    /// <summary>How many points.</summary>
    public int Points => points;

    /// <summary>2 in the plane, 3 in space.</summary>
    public int Dimensions => dimensions;

    /// <inheritdoc/>
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"distance-ratio-{dimensions}d-{points}");

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture,
        $"Place {points} points in {(dimensions == 2 ? "the plane" : "space")} so that the squared ratio of their largest to their smallest distance is smallest.");

    /// <inheritdoc/>
    public override Aim Aim => Aim.Minimise;

    /// <inheritdoc/>
    public override LayoutShape Shape { get; } = new(points, dimensions == 2 ? ["x", "y"] : ["x", "y", "z"]);

    /// <inheritdoc/>
    public override KnownRecord? Record => KnownRecords.Of(Id);

    private protected override Violation? FirstBroken(Layout layout, LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            for (int j = i + 1; j < grid.Rows; j++)
            {
                if (grid.SquaredDistance(i, j, dimensions).IsZero)
                    return new Violation(string.Create(CultureInfo.InvariantCulture, $"points {i} and {j} coincide"), double.NaN);
            }
        }

        return Metric(grid).RoundUp() is double.PositiveInfinity ? new Violation("the ratio is beyond every double", double.NaN) : null;
    }

    private protected override Fraction Metric(LayoutGrid grid)
    {
        (BigInteger smallest, BigInteger largest) = Extremes(grid);
        return new Fraction(largest, smallest);
    }

    private protected override Fraction? Forgiving(LayoutGrid grid)
    {
        (BigInteger smallest, BigInteger largest) = Extremes(grid);
        return smallest.IsZero ? null : new Fraction(largest, smallest);
    }

    private protected override Layout? Mend(Layout layout) => layout;

    private (BigInteger Smallest, BigInteger Largest) Extremes(LayoutGrid grid)
    {
        BigInteger smallest = grid.SquaredDistance(0, 1, dimensions), largest = smallest; // two points or more
        for (int i = 0; i < grid.Rows; i++)
        {
            for (int j = i + 1; j < grid.Rows; j++)
            {
                BigInteger squared = grid.SquaredDistance(i, j, dimensions);
                if (squared > largest) largest = squared;
                if (squared < smallest) smallest = squared;
            }
        }

        return (smallest, largest);
    }
}
