using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Kernels;

/// <summary>The kernels that work row by row: each against its formula and central differences in double, on every instruction set.</summary>
public sealed unsafe class RowKernelTests
{
    private const int Rows = 3;
    private const float Epsilon = 1e-5f;

    [Fact]
    public void RmsNorm_ForwardAndBackward_AgreeWithTheFormulaInDouble()
    {
        const int Width = 96;
        AlignedBuffer x = KernelCases.Normal(Rows * Width, 1), gain = KernelCases.Normal(Width, 2), slopes = KernelCases.Normal(Rows * Width, 3);
        double[] weights = KernelCases.Doubles(slopes);
        foreach (KernelSet kernels in KernelCases.Sets)
        {
            AlignedBuffer y = new(Rows * Width), dx = new(Rows * Width), dgain = new(Width);

            kernels.Normalise(x.Pointer, gain.Pointer, y.Pointer, Rows, Width, Epsilon);
            kernels.NormaliseBackward(x.Pointer, gain.Pointer, slopes.Pointer, dx.Pointer, dgain.Pointer, Rows, Width, Epsilon);

            Near(Norm(KernelCases.Doubles(x), KernelCases.Doubles(gain)), y, 1e-5);
            KernelCases.CheckGradient(at => Dot(weights, Norm(at, KernelCases.Doubles(gain))), KernelCases.Doubles(x), dx, 1e-4);
            KernelCases.CheckGradient(at => Dot(weights, Norm(KernelCases.Doubles(x), at)), KernelCases.Doubles(gain), dgain, 1e-4);
        }
    }

    [Fact]
    public void SwiGlu_ForwardAndBackward_AgreeWithTheFormulaInDouble()
    {
        const int Hidden = 48;
        AlignedBuffer gateUp = KernelCases.Normal(Rows * 2 * Hidden, 1, deviation: 4), slopes = KernelCases.Normal(Rows * Hidden, 2);
        double[] weights = KernelCases.Doubles(slopes), expected = Gated(KernelCases.Doubles(gateUp), Hidden);
        foreach (KernelSet kernels in KernelCases.Sets)
        {
            AlignedBuffer output = new(Rows * Hidden), again = KernelCases.Copy(slopes), gradient = new(Rows * 2 * Hidden);

            kernels.SwiGlu(gateUp.Pointer, output.Pointer, Rows, Hidden);
            kernels.SwiGluBackward(gateUp.Pointer, again.Pointer, gradient.Pointer, Rows, Hidden);

            Near(expected, output, 1e-5);
            Assert.Equal(output.Span.ToArray(), again.Span.ToArray());
            KernelCases.CheckGradient(at => Dot(weights, Gated(at, Hidden)), KernelCases.Doubles(gateUp), gradient, 2e-5);
        }
    }

    [Fact]
    public void GeGlu_ForwardAndBackward_AgreeWithTheFormulaInDouble()
    {
        const int Hidden = 48;
        AlignedBuffer gateUp = KernelCases.Normal(Rows * 2 * Hidden, 1, deviation: 2), slopes = KernelCases.Normal(Rows * Hidden, 2);
        double[] weights = KernelCases.Doubles(slopes), expected = GeluGated(KernelCases.Doubles(gateUp), Hidden);
        foreach (KernelSet kernels in KernelCases.Sets)
        {
            AlignedBuffer output = new(Rows * Hidden), again = KernelCases.Copy(slopes), gradient = new(Rows * 2 * Hidden);

            kernels.GeGlu(gateUp.Pointer, output.Pointer, Rows, Hidden);
            kernels.GeGluBackward(gateUp.Pointer, again.Pointer, gradient.Pointer, Rows, Hidden);

            Near(expected, output, 1e-5);
            Assert.Equal(output.Span.ToArray(), again.Span.ToArray());
            KernelCases.CheckGradient(at => Dot(weights, GeluGated(at, Hidden)), KernelCases.Doubles(gateUp), gradient, 2e-5);
        }
    }

    [Fact]
    public void GeGlu_HugeGates_StayFinite()
    {
        AlignedBuffer gateUp = new(64), output = new(32), slopes = new(64);
        gateUp.Span[..16].Fill(1e30f);
        gateUp.Span[16..32].Fill(-1e30f);
        gateUp.Span[32..].Fill(2);
        output.Span.Fill(1);

        KernelSet.Default.GeGluBackward(gateUp.Pointer, output.Pointer, slopes.Pointer, 1, 32);

        Assert.All(output.Span[..16].ToArray(), value => Assert.Equal(2e30f, value));
        Assert.All(output.Span[16..].ToArray(), value => Assert.Equal(0, value));
        Assert.All(slopes.Span[..16].ToArray(), value => Assert.Equal(2, value));
        Assert.All(slopes.Span[16..32].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void SwiGlu_HugeGates_StayFinite()
    {
        AlignedBuffer gateUp = new(64), output = new(32);
        gateUp.Span[..16].Fill(1e30f);
        gateUp.Span[16..32].Fill(-1e30f);
        gateUp.Span[32..].Fill(2);

        KernelSet.Default.SwiGlu(gateUp.Pointer, output.Pointer, 1, 32);

        Assert.All(output.Span[..16].ToArray(), value => Assert.Equal(2e30f, value));
        Assert.All(output.Span[16..].ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Rotary_ThereAndBack_IsARotation()
    {
        const int Heads = 3, HeadSize = 64;
        AlignedBuffer x = KernelCases.Normal(Heads * HeadSize, 1), cosines = new(HeadSize / 2), sines = new(HeadSize / 2);
        for (int i = 0; i < HeadSize / 2; i++) (sines.Span[i], cosines.Span[i]) = MathF.SinCos(0.3f * i);
        foreach (KernelSet kernels in KernelCases.Sets)
        {
            AlignedBuffer turned = KernelCases.Copy(x);

            kernels.Turn(turned.Pointer, cosines.Pointer, sines.Pointer, Heads, HeadSize, 1);

            Assert.Equal(x.Span[64] * Math.Cos(0) - x.Span[96] * Math.Sin(0), turned.Span[64], 1e-6);
            Assert.Equal(x.Span[5] * Math.Cos(1.5) - x.Span[37] * Math.Sin(1.5), turned.Span[5], 1e-6);
            Assert.Equal(x.Span[37] * Math.Cos(1.5) + x.Span[5] * Math.Sin(1.5), turned.Span[37], 1e-6);
            kernels.Turn(turned.Pointer, cosines.Pointer, sines.Pointer, Heads, HeadSize, -1);
            Near(KernelCases.Doubles(x), turned, 1e-6);
        }
    }

    [Fact]
    public void EveryKernel_AnyInstructionSet_GivesTheBitsOfTheScalarTwin()
    {
        const int Width = 96;
        AlignedBuffer x = KernelCases.Normal(Rows * 2 * Width, 1), gain = KernelCases.Normal(Width, 2), slopes = KernelCases.Normal(Rows * Width, 3);
        float[] expected = Run(KernelSet.For(InstructionSet.Scalar));

        foreach (KernelSet kernels in KernelCases.Sets) Assert.Equal(expected, Run(kernels));

        float[] Run(KernelSet kernels)
        {
            AlignedBuffer y = new(Rows * Width), dx = new(Rows * Width), dgain = new(Width), gated = KernelCases.Copy(slopes), gradient = new(Rows * 2 * Width);
            kernels.Normalise(x.Pointer, gain.Pointer, y.Pointer, Rows, Width, Epsilon);
            kernels.NormaliseBackward(x.Pointer, gain.Pointer, slopes.Pointer, dx.Pointer, dgain.Pointer, Rows, Width, Epsilon);
            kernels.SwiGluBackward(x.Pointer, gated.Pointer, gradient.Pointer, Rows, Width);
            AlignedBuffer gelued = KernelCases.Copy(slopes), geluGradient = new(Rows * 2 * Width);
            kernels.GeGluBackward(x.Pointer, gelued.Pointer, geluGradient.Pointer, Rows, Width);
            return [.. y.Span, .. dx.Span, .. dgain.Span, .. gated.Span, .. gradient.Span, .. gelued.Span, .. geluGradient.Span];
        }
    }

    private static double[] Norm(double[] x, double[] gain)
    {
        var y = new double[x.Length];
        for (int row = 0; row < x.Length; row += gain.Length)
        {
            double inverse = 1 / Math.Sqrt(x.Skip(row).Take(gain.Length).Sum(value => value * value) / gain.Length + Epsilon);
            for (int i = 0; i < gain.Length; i++) y[row + i] = gain[i] * x[row + i] * inverse;
        }

        return y;
    }

    private static double[] Gated(double[] gateUp, int hidden)
    {
        var output = new double[gateUp.Length / 2];
        for (int i = 0; i < output.Length; i++)
        {
            int place = i / hidden * 2 * hidden + i % hidden;
            output[i] = gateUp[place] / (1 + Math.Exp(-gateUp[place])) * gateUp[place + hidden];
        }

        return output;
    }

    private static double[] GeluGated(double[] gateUp, int hidden)
    {
        var output = new double[gateUp.Length / 2];
        for (int i = 0; i < output.Length; i++)
        {
            int place = i / hidden * 2 * hidden + i % hidden;
            double z = gateUp[place];
            output[i] = 0.5 * z * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z))) * gateUp[place + hidden];
        }

        return output;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static void Near(double[] expected, AlignedBuffer actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual.Span[i], tolerance * Math.Max(1, Math.Abs(expected[i])));
    }
}
