using System.Globalization;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>The constraints that circles share, and their sum of radii. Columns x, y, r.</summary>
internal static class CircleChecks
{
    private const int Radius = 2;

    /// <summary>Bits added before the root of a squared distance is taken, for the slack of an overlap.</summary>
    private const int SlackBits = 64;

    /// <summary>Pairs further apart than this part of their squares, by doubles, are apart: rounding moves both sides by less than 10 units of 2^−53.</summary>
    private const double ClearlyApart = 1e-14;

    /// <summary>Below it squares lose bits to underflow and only whole numbers decide.</summary>
    private const double LeastSquare = 1e-280;

    /// <summary>The first negative radius.</summary>
    public static Violation? NegativeRadius(LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            if (grid[i, Radius].Sign < 0)
                return new Violation(string.Create(CultureInfo.InvariantCulture, $"the radius of circle {i} is negative"), grid.Length(grid[i, Radius]).RoundDown());
        }

        return null;
    }

    /// <summary>The first pair, by rows, whose distance is below the sum of its radii.</summary>
    public static Violation? Overlap(Layout layout, LayoutGrid grid)
    {
        for (int i = 0; i < grid.Rows; i++)
        {
            for (int j = i + 1; j < grid.Rows; j++)
            {
                if (AreClearlyApart(layout, i, j)) continue;
                BigInteger squared = grid.SquaredDistance(i, j, dimensions: 2), reach = grid[i, Radius] + grid[j, Radius];
                if (squared >= reach * reach) continue;
                BigInteger distance = IntegerRoot.Floor(squared << (2 * SlackBits));
                Fraction slack = new(distance - (reach << SlackBits), grid.One << SlackBits);
                return new Violation(string.Create(CultureInfo.InvariantCulture, $"circles {i} and {j} overlap"), slack.RoundDown());
            }
        }

        return null;
    }

    /// <summary>The sum of radii.</summary>
    public static Fraction SumOfRadii(LayoutGrid grid)
    {
        BigInteger sum = BigInteger.Zero;
        for (int i = 0; i < grid.Rows; i++) sum += grid[i, Radius];
        return grid.Length(sum);
    }

    private static bool AreClearlyApart(Layout layout, int i, int j)
    {
        double across = layout[i, 0] - layout[j, 0], up = layout[i, 1] - layout[j, 1], reach = layout[i, Radius] + layout[j, Radius];
        double squared = (across * across) + (up * up), limit = reach * reach;
        return squared > LeastSquare && squared - limit > ClearlyApart * (squared + limit);
    }
}
