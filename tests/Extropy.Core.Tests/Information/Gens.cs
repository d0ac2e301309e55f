using CsCheck;

namespace Extropy.Core.Tests.Information;

/// <summary>Random rows. Some entries are masked or zero; at least one never is.</summary>
internal static class Gens
{
    /// <summary>Logits in [−30, 30], one in five masked.</summary>
    public static Gen<double[]> Logits { get; } = Gen.Int[1, 40].SelectMany(LogitsOf);

    /// <summary>Weights in [0, 1], one in five zero, not normalised.</summary>
    public static Gen<double[]> Weights { get; } = Gen.Int[1, 40].SelectMany(WeightsOf);

    /// <summary>Two rows of logits of one length.</summary>
    public static Gen<(double[] P, double[] Q)> LogitPairs { get; } = Gen.Int[1, 40].SelectMany(n => Gen.Select(LogitsOf(n), LogitsOf(n)));

    /// <summary>Two rows of weights of one length.</summary>
    public static Gen<(double[] P, double[] Q)> WeightPairs { get; } =
        Gen.Int[1, 40].SelectMany(n => Gen.Select(WeightsOf(n), WeightsOf(n)));

    /// <summary>A joint table with its shape, up to four variables of up to four values.</summary>
    public static Gen<(double[] Joint, int[] Shape)> Tables { get; } =
        Gen.Int[1, 4].Array[1, 4].SelectMany(shape =>
            WeightsOf(shape.Aggregate(1, (product, size) => product * size)).Select(joint => (joint, shape)));

    private static Gen<double[]> LogitsOf(int length) => Masked(length, Gen.Double[-30, 30], double.NegativeInfinity, 0);

    private static Gen<double[]> WeightsOf(int length) => Masked(length, Gen.Double[0, 1], 0, 0.5);

    private static Gen<double[]> Masked(int length, Gen<double> entry, double mask, double kept) =>
        Gen.Select(Gen.Frequency((4, entry), (1, Gen.Const(mask))).Array[length], Gen.Int[0, length - 1]).Select((row, index) =>
        {
            if (row[index] == mask) row[index] = kept;
            return row;
        });
}
