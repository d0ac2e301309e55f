using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Optimisation;
using Extropy.Testing.Memory;

namespace Extropy.Learning.Tests.Optimisation;

public sealed class AdamWTests
{
    private const int Count = 37; // two whole blocks of lanes and a tail

    [Fact]
    public void Update_ManySteps_FollowsTheEquationsInDouble()
    {
        var options = new AdamWOptions { Beta1 = 0.9, Beta2 = 0.95, WeightDecay = 0.1 };
        var optimiser = new AdamW(Count, options);
        float[] parameters = Gaussians(0, Count);
        double[] theta = [.. parameters.Select(x => (double)x)], m = new double[Count], v = new double[Count];
        for (int t = 1; t <= 50; t++)
        {
            float[] gradients = Gaussians(t, Count);
            double rate = 0.01 / t;
            optimiser.Advance();
            optimiser.Update(0, parameters, gradients, gradientScale: 0.5, rate);
            for (int i = 0; i < Count; i++)
            {
                double g = 0.5 * gradients[i];
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.95 * v[i] + 0.05 * g * g;
                double meanHat = m[i] / (1 - Math.Pow(0.9, t)), squareHat = v[i] / (1 - Math.Pow(0.95, t));
                theta[i] -= rate * (meanHat / (Math.Sqrt(squareHat) + 1e-8) + 0.1 * theta[i]);
            }
        }

        for (int i = 0; i < Count; i++) Assert.Equal(theta[i], parameters[i], 2e-6);
    }

    [Fact]
    public void Update_FirstStepWithoutDecay_MovesByTheRateAgainstTheSign()
    {
        var optimiser = new AdamW(2, new AdamWOptions { WeightDecay = 0 });
        float[] parameters = [1, 1];

        optimiser.Advance();
        optimiser.Update(0, parameters, [3f, -0.001f], gradientScale: 1, learningRate: 0.1);

        Assert.Equal(0.9, parameters[0], 1e-6);
        Assert.Equal(1.1, parameters[1], 1e-5);
    }

    [Fact]
    public void Update_ZeroGradient_OnlyDecaysAndOnlyWhereAsked()
    {
        var optimiser = new AdamW(2, new AdamWOptions { WeightDecay = 0.1 });
        float[] parameters = [1, 1];

        optimiser.Advance();
        optimiser.Update(0, parameters.AsSpan(0, 1), [0f], gradientScale: 1, learningRate: 0.5);
        optimiser.Update(1, parameters.AsSpan(1, 1), [0f], gradientScale: 1, learningRate: 0.5, decays: false);

        Assert.Equal([0.95f, 1f], parameters);
    }

    [Fact]
    public void Update_RangesCutAnywhere_GiveTheSameBits()
    {
        float[] whole = Gaussians(1, Count), parts = Gaussians(1, Count), gradients = Gaussians(2, Count);
        var one = new AdamW(Count, new AdamWOptions());
        var other = new AdamW(Count, new AdamWOptions());

        one.Advance();
        one.Update(0, whole, gradients, 1, 0.01);
        other.Advance();
        other.Update(0, parts.AsSpan(0, 5), gradients.AsSpan(0, 5), 1, 0.01);
        other.Update(5, parts.AsSpan(5), gradients.AsSpan(5), 1, 0.01);

        Assert.Equal(whole, parts);
        Assert.Equal(one.Square, other.Square);
    }

    [Fact]
    public void Restore_StoredMoments_ContinueWithTheSameBits()
    {
        float[] straight = Gaussians(1, Count), resumed = Gaussians(1, Count);
        var one = new AdamW(Count, new AdamWOptions());
        for (int t = 0; t < 6; t++) Step(one, straight, t);

        var first = new AdamW(Count, new AdamWOptions());
        for (int t = 0; t < 3; t++) Step(first, resumed, t);
        var second = new AdamW(Count, new AdamWOptions());
        first.Mean.CopyTo(second.Mean);
        first.Square.CopyTo(second.Square);
        second.Restore(first.Step);
        for (int t = 3; t < 6; t++) Step(second, resumed, t);

        Assert.Equal(straight, resumed);
    }

    [Fact]
    public void Update_AfterTheFirst_DoesNotAllocate()
    {
        var optimiser = new AdamW(1000, new AdamWOptions());
        float[] parameters = Gaussians(1, 1000), gradients = Gaussians(2, 1000);
        optimiser.Advance();
        optimiser.Update(0, parameters, gradients, 1, 0.01);

        long bytes = Allocated.Least(() =>
        {
            optimiser.Advance();
            optimiser.Update(0, parameters, gradients, 1, 0.01);
        });

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void Options_OutOfRange_AreAllNamed()
    {
        var options = new AdamWOptions { Beta1 = 1, Beta2 = double.NaN, Epsilon = 0, WeightDecay = -1 };

        var error = Assert.Throws<BadInputException>(options.Validate);

        Assert.All(["beta1", "beta2", "epsilon", "weight decay"], word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static void Step(AdamW optimiser, float[] parameters, int t)
    {
        optimiser.Advance();
        optimiser.Update(0, parameters, Gaussians(100 + t, Count), 1, 0.01);
    }

    private static float[] Gaussians(long step, int count)
    {
        Draws draws = RandomStream.FromSeed(5).At(step);
        var values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float)draws.NextGaussian();
        return values;
    }
}
