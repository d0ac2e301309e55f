using Extropy.Core.Chance;
using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Kernels;

/// <summary>Buffers of random numbers, and every instruction set that this processor runs.</summary>
internal static class KernelCases
{
    public static KernelSet[] Sets { get; } = [.. Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).Select(KernelSet.For)];

    public static AlignedBuffer Normal(int length, long seed, double deviation = 1)
    {
        Draws draws = RandomStream.FromSeed(seed).At(length);
        AlignedBuffer buffer = new(length);
        foreach (ref float value in buffer.Span) value = (float)(deviation * draws.NextGaussian());
        return buffer;
    }

    public static AlignedBuffer Copy(AlignedBuffer source)
    {
        AlignedBuffer copy = new(source.Length);
        source.Span.CopyTo(copy.Span);
        return copy;
    }

    public static double[] Doubles(AlignedBuffer buffer) => [.. buffer.Span.ToArray().Select(value => (double)value)];

    /// <summary>Checks every element of a gradient against central differences of a function of all inputs in double precision.</summary>
    public static void CheckGradient(Func<double[], double> function, double[] at, AlignedBuffer gradient, double tolerance)
    {
        const double Step = 1e-6;
        for (int i = 0; i < at.Length; i++)
        {
            double kept = at[i];
            at[i] = kept + Step;
            double above = function(at);
            at[i] = kept - Step;
            double below = function(at);
            at[i] = kept;
            Assert.Equal((above - below) / (2 * Step), gradient.Span[i], tolerance);
        }
    }
}
