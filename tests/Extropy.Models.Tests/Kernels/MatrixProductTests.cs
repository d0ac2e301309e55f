using CsCheck;
using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Kernels;

public sealed unsafe class MatrixProductTests
{
    private static readonly Gen<(int Rows, int Groups, int Depth, int Start, bool Transposed)> Shapes =
        Gen.Select(Gen.Int[1, 70], Gen.Int[1, 11], Gen.Int[1, 40], Gen.Int[0, 2], Gen.Bool);

    [Fact]
    public void Compute_AnyShapeAndStrides_GivesTheBitsOfOneChainPerElement() => Shapes.Sample(
        shape =>
        {
            var (rows, groups, depth, startCode, transposed) = shape;
            var start = (ProductStart)startCode;
            int columns = 16 * groups;
            AlignedBuffer a = KernelCases.Normal(rows * depth, 1), b = KernelCases.Normal(depth * columns, 2), c = KernelCases.Normal(rows * columns, 3);
            ProductStrides strides = transposed
                ? new(1, rows, 16, columns, columns) // A by columns, B row-major
                : new(depth, 1, depth * 16, 16, columns); // A row-major, B in panels
            float[] expected = Expected(a, b, c, rows, columns, depth, strides, start);

            foreach (KernelSet kernels in KernelCases.Sets)
            {
                AlignedBuffer actual = KernelCases.Copy(c);
                kernels.Multiply(a.Pointer, b.Pointer, actual.Pointer, rows, columns, depth, strides, start);
                Assert.Equal(expected, actual.Span.ToArray());
            }
        },
        iter: 60);

    private static float[] Expected(
        AlignedBuffer a, AlignedBuffer b, AlignedBuffer c, int rows, int columns, int depth, ProductStrides strides, ProductStart start)
    {
        float[] result = c.Span.ToArray();
        for (int m = 0; m < rows; m++)
        {
            for (int n = 0; n < columns; n++)
            {
                float held = result[m * columns + n], sum = start == ProductStart.Continue ? held : 0;
                for (int k = 0; k < depth; k++)
                {
                    float left = a.Span[(int)(m * strides.ARow + k * strides.AStep)];
                    float right = b.Span[(int)(n / 16 * strides.BGroup + k * strides.BStep + n % 16)];
                    sum = MathF.FusedMultiplyAdd(left, right, sum);
                }

                result[m * columns + n] = start == ProductStart.AddAfter ? sum + held : sum;
            }
        }

        return result;
    }
}
