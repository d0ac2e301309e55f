using System.Collections.Immutable;
using System.Numerics;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>
/// Makes a nearly valid packing exactly valid: centres stay, radii shrink to what whole numbers allow, then each takes room that is left, at most
/// 10^−12 more than it came with: a repair is no search. An overlap of ε costs about ε of the sum; a packing that is valid already only gains.
/// </summary>
internal static class CircleRepair
{
    /// <summary>A centre further outside its box than this cannot be mended.</summary>
    private const double Reach = 1e-6;

    /// <summary>How far a radius may grow beyond what it came with.</summary>
    private const double MostGrowth = 1e-12;

    /// <summary>Finer than the centres' grid by 2^−64, so that a rounded root costs nothing that a double would show.</summary>
    private const int ExtraBits = 64;

    /// <summary>Only neighbours within this of the tightest one, by doubles, are computed exactly. Boxes are at most 2 wide: doubles err by 10^−15.</summary>
    private const double NearlyTightest = 1e-12;

    /// <summary>A multiple of it keeps both sides of a half perimeter of 2 exact.</summary>
    private const double SideUnit = 1.0 / (1L << 52);

    /// <summary>The packing in [0, width] × [0, height]; null where a centre is too far outside.</summary>
    /// <param name="layout">Columns x, y, r; finite.</param>
    /// <param name="width">In (0, 2].</param>
    /// <param name="height">In (0, 2].</param>
    public static Layout? InBox(Layout layout, double width, double height)
    {
        double[] numbers = [.. layout.Numbers];
        for (int i = 0; i < layout.Rows; i++)
        {
            double x = numbers[3 * i], y = numbers[(3 * i) + 1];
            if (x < -Reach || x > width + Reach || y < -Reach || y > height + Reach) return null;
            numbers[3 * i] = Math.Clamp(x, 0, width);
            numbers[(3 * i) + 1] = Math.Clamp(y, 0, height);
            numbers[(3 * i) + 2] = Math.Max(0, numbers[(3 * i) + 2]);
        }

        double[] given = [.. numbers];
        Box box = new(numbers, width, height);
        for (int pass = 0; pass < 2; pass++) // the second shrinks what holds the centre of a circle that the first made a point
        {
            for (int i = 0; i < layout.Rows; i++) numbers[(3 * i) + 2] = Math.Min(numbers[(3 * i) + 2], Math.Max(0, box.LargestRadius(i)));
        }

        for (int i = 0; i < layout.Rows; i++) numbers[(3 * i) + 2] = Math.Max(numbers[(3 * i) + 2], Math.Min(given[(3 * i) + 2] + MostGrowth, box.LargestRadius(i)));
        return layout with { Numbers = ImmutableArray.Create(numbers) };
    }

    /// <summary>The packing moved to the origin and scaled to a half perimeter of 2; null where it has no extent.</summary>
    /// <param name="layout">Columns x, y, r; finite.</param>
    public static Layout? InRectangle(Layout layout)
    {
        (double left, double width) = Extent(layout, 0);
        (double bottom, double height) = Extent(layout, 1);
        double scale = 2 / (width + height);
        if (!double.IsFinite(scale) || scale <= 0) return null;

        double side = Math.Floor(width * scale / SideUnit) * SideUnit; // with its partner a multiple of the unit: 2 − side is exact
        double[] numbers = [.. layout.Numbers];
        for (int i = 0; i < layout.Rows; i++)
        {
            numbers[3 * i] = (numbers[3 * i] - left) * scale;
            numbers[(3 * i) + 1] = (numbers[(3 * i) + 1] - bottom) * scale;
            numbers[(3 * i) + 2] *= scale;
        }

        return InBox(layout with { Numbers = ImmutableArray.Create(numbers) }, side, 2 - side);
    }

    private static (double Low, double Width) Extent(Layout layout, int column)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < layout.Rows; i++)
        {
            double radius = Math.Max(0, layout[i, 2]);
            low = Math.Min(low, layout[i, column] - radius);
            high = Math.Max(high, layout[i, column] + radius);
        }

        return (low, high - low);
    }

    /// <summary>The centres on a common grid; radii are read as they stand.</summary>
    private sealed class Box
    {
        private readonly double[] _numbers;
        private readonly double _width;
        private readonly double _height;
        private readonly LayoutGrid _grid;

        public Box(double[] numbers, double width, double height)
        {
            (_numbers, _width, _height) = (numbers, width, height);
            int rows = numbers.Length / 3;
            double[] centres = new double[(2 * rows) + 2]; // the last row is the corner, so that the grid holds it
            for (int i = 0; i < rows; i++) (centres[2 * i], centres[(2 * i) + 1]) = (numbers[3 * i], numbers[(3 * i) + 1]);
            (centres[2 * rows], centres[(2 * rows) + 1]) = (width, height);
            _grid = new LayoutGrid(new Layout(rows + 1, 2, ImmutableArray.Create(centres)));
        }

        /// <summary>The largest double that is a valid radius of circle <paramref name="i"/> beside the others; negative where none is.</summary>
        public double LargestRadius(int i)
        {
            int rows = _numbers.Length / 3;
            double x = _numbers[3 * i], y = _numbers[(3 * i) + 1];
            double tightest = Math.Min(Math.Min(x, _width - x), Math.Min(y, _height - y));
            Span<double> room = rows <= 256 ? stackalloc double[rows] : new double[rows];
            for (int j = 0; j < rows; j++)
            {
                if (j == i) continue;
                double across = x - _numbers[3 * j], up = y - _numbers[(3 * j) + 1];
                room[j] = Math.Sqrt((across * across) + (up * up)) - _numbers[(3 * j) + 2];
                tightest = Math.Min(tightest, room[j]);
            }

            BigInteger least = BigInteger.Min(
                BigInteger.Min(_grid[i, 0], _grid[rows, 0] - _grid[i, 0]), BigInteger.Min(_grid[i, 1], _grid[rows, 1] - _grid[i, 1])) << ExtraBits;
            for (int j = 0; j < rows; j++)
            {
                if (j == i || room[j] > tightest + NearlyTightest) continue;
                BigInteger distance = IntegerRoot.Floor(_grid.SquaredDistance(i, j, dimensions: 2) << (2 * ExtraBits));
                least = BigInteger.Min(least, distance - Ceiling(_numbers[(3 * j) + 2]));
            }

            return new Fraction(least, _grid.One << ExtraBits).RoundDown();
        }

        /// <summary>A radius in the finer grid's units, rounded up where it needs a finer one still.</summary>
        private BigInteger Ceiling(double radius)
        {
            (BigInteger mantissa, int exponent) = BinaryParts.Of(radius);
            int shift = exponent - _grid.Exponent + ExtraBits;
            return shift >= 0 ? mantissa << shift : -((-mantissa) >> -shift);
        }
    }
}
