using System.Numerics;

namespace Extropy.Evolution.Problems.Exact;

/// <summary>A layout's numbers as whole multiples of one power of two, so that sums, products and comparisons of them are exact.</summary>
internal sealed class LayoutGrid
{
    private readonly BigInteger[] _numbers;
    private readonly int _columns;

    /// <summary>Puts every number on the finest grid that any of them needs; the grid is never coarser than 1.</summary>
    /// <param name="layout">Well formed and finite.</param>
    public LayoutGrid(Layout layout)
    {
        Rows = layout.Rows;
        _columns = layout.Columns;
        (BigInteger Mantissa, int Exponent)[] parts = [.. layout.Numbers.Select(BinaryParts.Of)];
        Exponent = Math.Min(0, parts.Min(part => part.Exponent));
        _numbers = [.. parts.Select(part => part.Mantissa << (part.Exponent - Exponent))];
        One = BigInteger.One << -Exponent;
    }

    /// <summary>Objects.</summary>
    public int Rows { get; }

    /// <summary>Of the grid's unit 2^Exponent; at most 0.</summary>
    public int Exponent { get; }

    /// <summary>The number 1 in grid units.</summary>
    public BigInteger One { get; }

    /// <summary>One number in grid units.</summary>
    public BigInteger this[int row, int column] => _numbers[(row * _columns) + column];

    /// <summary>A length in grid units as a fraction.</summary>
    public Fraction Length(BigInteger units) => new(units, One);

    /// <summary>The squared distance of two rows over the first <paramref name="dimensions"/> columns, in squared grid units.</summary>
    public BigInteger SquaredDistance(int left, int right, int dimensions)
    {
        BigInteger sum = BigInteger.Zero;
        for (int column = 0; column < dimensions; column++)
        {
            BigInteger difference = this[left, column] - this[right, column];
            sum += difference * difference;
        }

        return sum;
    }
}
