using CsCheck;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Kernels;
using Extropy.Models.Sampling;

namespace Extropy.Models.Tests.Sampling;

public sealed class RowStatisticsTests
{
    private static readonly Gen<float[]> Rows = Gen.Float[-30f, 30f].Array[1, 200];

    [Fact]
    public void Summarise_RandomRows_AgreesWithTheDefinition() => Rows.Sample(row =>
    {
        RowSummary summary = RowStatistics.Summarise(row);
        double maximum = row.Max();
        double mass = row.Sum(z => Math.Exp(z - maximum));
        double[] p = [.. row.Select(z => Math.Exp(z - maximum) / mass)];
        double entropy = -p.Sum(x => x == 0 ? 0 : x * Math.Log(x));

        Assert.Equal(maximum, summary.Maximum);
        Assert.Equal(Math.Log(mass), summary.LogMass, 1e-13);
        Assert.Equal(entropy, summary.EntropyNats, 1e-12);
        for (int i = 0; i < row.Length; i++)
            Assert.Equal(row[i] - maximum - Math.Log(mass), RowStatistics.LogProbability(row, summary, i), 1e-12);
    });

    [Fact]
    public void Summarise_AnyInstructionSet_GivesTheBitsOfTheScalarTwin() => Rows.Sample(row =>
    {
        Assert.Equal(ScalarTwin(row, 1), RowStatistics.Summarise(row));
        Assert.Equal(ScalarTwin(row, 0.6), RowStatistics.Summarise(row, 0.6, []));
    });

    [Fact]
    public void Summarise_UniformRow_HasEntropyLogV()
    {
        var row = new float[77];

        RowSummary summary = RowStatistics.Summarise(row);

        Assert.Equal(Math.Log(77), summary.EntropyNats, 1e-14);
    }

    [Fact]
    public void Summarise_OneTokenLeft_IsCertain()
    {
        float[] row = [float.NegativeInfinity, 3.5f, float.NegativeInfinity];

        RowSummary summary = RowStatistics.Summarise(row);

        Assert.Equal(0, summary.EntropyNats);
        Assert.Equal(0, RowStatistics.LogProbability(row, summary, 1));
        Assert.Equal(double.NegativeInfinity, RowStatistics.LogProbability(row, summary, 0));
    }

    [Fact]
    public void Probabilities_RandomRows_SumToOneAndKeepTheSummary() => Rows.Sample(row =>
    {
        var p = new double[row.Length];

        RowSummary summary = RowStatistics.Probabilities(row, p);

        Assert.Equal(RowStatistics.Summarise(row), summary);
        Assert.Equal(1, p.Sum(), 1e-13);
        for (int i = 0; i < row.Length; i++) Assert.Equal(Math.Exp(RowStatistics.LogProbability(row, summary, i)), p[i], 1e-14);
    });

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Summarise_NonFiniteLogit_NamesItsPlace(float bad)
    {
        float[] row = [1, 2, bad, 4];

        var error = Assert.Throws<NonFiniteException>(() => RowStatistics.Summarise(row));

        Assert.Equal(2, error.Index);
    }

    [Fact]
    public void Summarise_EveryTokenMaskedOrNone_IsRefused()
    {
        Assert.Throws<NonFiniteException>(() => RowStatistics.Summarise([float.NegativeInfinity, float.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => RowStatistics.Summarise([]));
        Assert.Throws<ArgumentException>(() => RowStatistics.Probabilities(new float[3], new double[2]));
    }

    [Fact]
    public void ExpOfNegative_GridOverTheRange_IsWithinOneUlp()
    {
        Draws draws = RandomStream.FromSeed(1).At(0);
        for (int i = 0; i < 20_000; i++)
        {
            double x = -708 * draws.NextUniform() * (i % 2 == 0 ? 1 : 0.001);
            double expected = Math.Exp(x);

            double actual = DoubleLanes.ExpOfNegative(System.Runtime.Intrinsics.Vector512.Create(x))[i % 8];

            Assert.InRange(Math.Abs(actual - expected), 0, 2 * (Math.BitIncrement(expected) - expected));
        }
    }

    // The same operations, one lane at a time.
    private static RowSummary ScalarTwin(float[] row, double temperature)
    {
        double maximum = row.Max();
        var mass = new double[16];
        var weighted = new double[16];
        for (int i = 0; i < row.Length; i++)
        {
            double scaled = Math.Max((row[i] - maximum) / temperature, -708);
            double weight = Exp(scaled);
            mass[i % 16] += weight;
            weighted[i % 16] += weight * scaled;
        }

        double total = Tree(mass);
        double logMass = Elementary.Log(total);
        return new(maximum, logMass, Math.Max(0, logMass - Tree(weighted) / total));
    }

    private static double Exp(double x)
    {
        double shifted = Math.FusedMultiplyAdd(x, 1.4426950408889634, 6755399441055744);
        double n = shifted - 6755399441055744;
        double r = Math.FusedMultiplyAdd(n, -1.90821492927058770002e-10, Math.FusedMultiplyAdd(n, -6.93147180369123816490e-01, x));
        double sum = 1.0 / 6227020800, factorial = 6227020800;
        for (int i = 13; i >= 1; i--)
        {
            factorial /= i;
            sum = Math.FusedMultiplyAdd(sum, r, 1 / factorial);
        }

        return x > -708 ? sum * BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(shifted) + 1023) << 52) : 0;
    }

    private static double Tree(double[] lanes)
    {
        for (int distance = 8; distance >= 1; distance /= 2)
            for (int i = 0; i < distance; i++) lanes[i] += lanes[i + distance];
        return lanes[0];
    }
}
