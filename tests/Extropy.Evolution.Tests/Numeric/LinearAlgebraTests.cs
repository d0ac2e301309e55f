using Extropy.Core.Chance;
using Extropy.Evolution.Numeric.Solving;

namespace Extropy.Evolution.Tests.Numeric;

public sealed class LinearAlgebraTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(33)]
    public void Cholesky_SolvesWhatItWasMadeFrom(int order)
    {
        (double[] rows, double[] x, double[] b) = Symmetric(order, shift: 1);
        SquareMatrix matrix = Upper(rows, order);

        Assert.True(matrix.Factorise(0));
        matrix.Solve(b);

        for (int i = 0; i < order; i++) Assert.Equal(x[i], b[i], 1e-10);
    }

    [Fact]
    public void Cholesky_OfAnIndefiniteMatrix_IsRefused()
    {
        (double[] rows, _, _) = Symmetric(9, shift: -2);

        Assert.False(Upper(rows, 9).Factorise(0));
    }

    [Fact]
    public void LinearSystem_WithZerosOnItsDiagonal_IsSolved()
    {
        double[] matrix = [0, 2, 0, 0, 0, 3, 4, 0, 0];

        double[] x = LinearSystem.Solve(matrix, [2, 6, 12]) ?? [];

        Assert.Equal([3, 1, 2], x);
    }

    [Fact]
    public void LinearSystem_Singular_GivesNull() => Assert.Null(LinearSystem.Solve([1, 2, 2, 4], [1, 1]));

    [Theory]
    [InlineData(1)]
    [InlineData(1e-300)]
    [InlineData(2.5e200)]
    [InlineData(0.70710678)]
    [InlineData(1.0000001)]
    public void Logarithm_AgreesWithTheRuntime(double x) => Assert.Equal(Math.Log(x), Logarithm.Of(x), 1e-13 * Math.Max(1, Math.Abs(Math.Log(x))));

    [Fact]
    public void Logarithm_OfAProductBeyondDoubles_IsTheSum()
    {
        double[] factors = [.. Enumerable.Repeat(1e-30, 40), .. Enumerable.Repeat(1e9, 50)];

        Assert.Equal((40 * Math.Log(1e-30)) + (50 * Math.Log(1e9)), Logarithm.OfProduct(factors), 1e-10);
    }

    private static SquareMatrix Upper(double[] rows, int order)
    {
        SquareMatrix matrix = new(order);
        for (int i = 0; i < order; i++)
        {
            for (int j = i; j < order; j++) matrix[i, j] = rows[(i * order) + j];
        }

        return matrix;
    }

    private static (double[] Rows, double[] X, double[] B) Symmetric(int order, double shift)
    {
        Draws draws = RandomStream.FromSeed(order).At(0);
        double[] half = new double[order * order], rows = new double[order * order], x = new double[order], b = new double[order];
        foreach (ref double value in half.AsSpan()) value = draws.NextUniform() - 0.5;
        foreach (ref double value in x.AsSpan()) value = draws.NextUniform();
        for (int i = 0; i < order; i++)
        {
            for (int j = 0; j < order; j++)
            {
                for (int k = 0; k < order; k++) rows[(i * order) + j] += half[(i * order) + k] * half[(j * order) + k];
                if (i == j) rows[(i * order) + j] += shift;
            }

            for (int j = 0; j < order; j++) b[i] += rows[(i * order) + j] * x[j];
        }

        return (rows, x, b);
    }
}
