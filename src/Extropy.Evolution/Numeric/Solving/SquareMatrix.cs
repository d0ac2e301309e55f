using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Extropy.Evolution.Numeric.Solving;

/// <summary>
/// A dense symmetric matrix, upper triangle by rows, with its Cholesky factorisation UᵀU in place. Always four lanes and separate multiply and subtract, so
/// that every machine computes the same bytes.
/// </summary>
internal sealed class SquareMatrix
{
    private const int Lanes = 4;

    private readonly double[] _cells;
    private readonly int _padded;

    /// <param name="order">N, at least 1.</param>
    public SquareMatrix(int order)
    {
        Order = order;
        _padded = (order + Lanes - 1) / Lanes * Lanes;
        _cells = new double[_padded * _padded];
    }

    /// <summary>N.</summary>
    public int Order { get; }

    /// <summary>Cells from one row to the next.</summary>
    public int Stride => _padded;

    /// <summary>The cells, row after row.</summary>
    public Span<double> Cells => _cells;

    /// <summary>One cell of the upper triangle.</summary>
    public ref double this[int row, int column] => ref _cells[(row * _padded) + column];

    /// <summary>All zero.</summary>
    public void Clear() => Array.Clear(_cells);

    /// <summary>Copies the cells of a matrix of the same order.</summary>
    public void CopyFrom(SquareMatrix other) => other._cells.AsSpan().CopyTo(_cells);

    /// <summary>Adds to the diagonal.</summary>
    public void AddToDiagonal(double value)
    {
        for (int i = 0; i < Order; i++) this[i, i] += value;
    }

    /// <summary>Replaces the matrix by U. False where a pivot is not above <paramref name="leastPivot"/>; the cells are then useless.</summary>
    public bool Factorise(double leastPivot)
    {
        for (int i = Order; i < _padded; i++) this[i, i] = 1;
        for (int block = 0; block < _padded; block += Lanes)
        {
            for (int k = block; k < block + Lanes; k++)
            {
                for (int p = block; p < k; p++) Subtract(k, p, this[p, k], block);
                double pivot = this[k, k];
                if (!(pivot > leastPivot)) return false;
                Scale(k, 1 / Math.Sqrt(pivot), block);
            }

            for (int i = block + Lanes; i < _padded; i++) SubtractFour(i, block);
        }

        return true;
    }

    /// <summary>Solves UᵀU x = b in place, after <see cref="Factorise"/>.</summary>
    /// <param name="x">b before, x after; shape [N].</param>
    public void Solve(Span<double> x)
    {
        for (int k = 0; k < Order; k++)
        {
            ReadOnlySpan<double> row = _cells.AsSpan(k * _padded, Order);
            double value = x[k] / row[k];
            x[k] = value;
            if (value == 0) continue;
            for (int j = k + 1; j < Order; j++) x[j] -= value * row[j];
        }

        for (int k = Order - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> row = _cells.AsSpan(k * _padded, Order);
            double even = 0, odd = 0;
            int j = k + 1;
            for (; j + 1 < Order; j += 2)
            {
                even += row[j] * x[j];
                odd += row[j + 1] * x[j + 1];
            }

            if (j < Order) even += row[j] * x[j];
            x[k] = (x[k] - (even + odd)) / row[k];
        }
    }

    private Span<Vector256<double>> RowFrom(int row, int column) =>
        MemoryMarshal.Cast<double, Vector256<double>>(_cells.AsSpan((row * _padded) + column, _padded - column));

    private void Subtract(int target, int source, double factor, int from)
    {
        Span<Vector256<double>> to = RowFrom(target, from);
        ReadOnlySpan<Vector256<double>> row = RowFrom(source, from);
        Vector256<double> f = Vector256.Create(factor);
        for (int j = 0; j < to.Length && j < row.Length; j++) to[j] -= f * row[j];
    }

    private void Scale(int target, double factor, int from)
    {
        Vector256<double> f = Vector256.Create(factor);
        foreach (ref Vector256<double> cell in RowFrom(target, from)) cell *= f;
    }

    private void SubtractFour(int target, int block)
    {
        int from = target / Lanes * Lanes;
        Span<Vector256<double>> to = RowFrom(target, from);
        ReadOnlySpan<Vector256<double>> a = RowFrom(block, from)[..to.Length], b = RowFrom(block + 1, from)[..to.Length];
        ReadOnlySpan<Vector256<double>> c = RowFrom(block + 2, from)[..to.Length], d = RowFrom(block + 3, from)[..to.Length];
        Vector256<double> fa = Vector256.Create(this[block, target]), fb = Vector256.Create(this[block + 1, target]);
        Vector256<double> fc = Vector256.Create(this[block + 2, target]), fd = Vector256.Create(this[block + 3, target]);
        for (int j = 0; j < to.Length; j++) to[j] -= (fa * a[j]) + (fb * b[j]) + ((fc * c[j]) + (fd * d[j]));
    }
}
