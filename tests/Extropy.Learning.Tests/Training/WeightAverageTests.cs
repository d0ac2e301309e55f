using Extropy.Core.Errors;
using Extropy.Learning.Tests.Doubles;
using Extropy.Learning.Training;

namespace Extropy.Learning.Tests.Training;

public sealed class WeightAverageTests
{
    private static readonly float[][] Sets = [[1, -2, 0.5f], [3, 0, 0.25f], [-1, 4, 8]];

    [Fact]
    public void Add_SomeSets_IsTheMeanWithGeometricWeights()
    {
        WeightAverage average = Of(0.75, Sets);

        double[] weights = [0.75 * 0.75, 0.75, 1];
        for (int i = 0; i < 3; i++)
            Assert.Equal(Enumerable.Range(0, 3).Sum(k => weights[k] * Sets[k][i]) / weights.Sum(), average.Values[i], 1e-6);
        Assert.Equal(3, average.Updates);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.999)]
    public void Add_TheSameSetAgain_ChangesNothing(double decay) => Assert.Equal(Sets[0], Of(decay, Sets[0], Sets[0], Sets[0]).Values.ToArray());

    [Fact]
    public void Add_WithoutDecay_KeepsTheLast() => Assert.Equal(Sets[2], Of(0, Sets).Values.ToArray());

    [Fact]
    public void Restore_InTheMiddle_ContinuesToTheBit()
    {
        WeightAverage first = Of(0.9, Sets[0], Sets[1]), second = new(3, 0.9);
        second.Restore(first.Values, first.Updates);
        second.Add(Sets[2]);

        Assert.Equal(Of(0.9, Sets).Values.ToArray(), second.Values.ToArray());
    }

    [Fact]
    public void CopyTo_ADecoder_ReplacesItsParameters()
    {
        var decoder = new BigramDecoder(5, seed: 1);
        float[] values = decoder.Parameters.Values.ToArray();
        var average = new WeightAverage(values.Length, 0.5);
        average.Add(values);
        decoder.Parameters.Values.Clear();

        average.CopyTo(decoder);

        Assert.Equal(values, decoder.Parameters.Values.ToArray());
    }

    [Fact]
    public void BadUse_IsRefused()
    {
        Assert.Throws<BadInputException>(() => new WeightAverage(3, 1));
        Assert.Throws<ArgumentException>(() => Of(0.5, [1, 2]));
        Assert.Throws<InvalidOperationException>(() => new WeightAverage(3, 0.5).CopyTo(new BigramDecoder(5, seed: 1)));
    }

    private static WeightAverage Of(double decay, params float[][] sets)
    {
        var average = new WeightAverage(3, decay);
        foreach (float[] set in sets) average.Add(set);
        return average;
    }
}
