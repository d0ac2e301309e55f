using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Learning.Losses;
using Extropy.Models.Sampling;

namespace Extropy.Learning.Tests.Losses;

public sealed class TokenCrossEntropyTests
{
    private const int Rows = 6, Vocabulary = 19;

    private static readonly int[] Targets = [3, 0, 18, 7, 7, 2];
    private static readonly float[] Weights = [1, 4, 0, 0.5f, 1, 2];

    [Fact]
    public void Of_RandomRows_AgreesWithTheDefinition()
    {
        float[] logits = Logits();
        double expected = 0;
        for (int row = 0; row < Rows; row++) expected += Weights[row] * -LogProbability(logits, row, Targets[row]);

        TokenLoss loss = TokenCrossEntropy.Of(logits, Targets, Weights, new float[logits.Length]);

        Assert.Equal(expected / 8.5, loss.Value, 1e-12);
        Assert.Equal(8.5, loss.WeightSum);
    }

    [Fact]
    public void Of_Gradient_AgreesWithCentralDifferences()
    {
        float[] logits = Logits();
        var gradients = new float[logits.Length];
        TokenCrossEntropy.Of(logits, Targets, Weights, gradients);

        const float H = 1f / 64; // a power of two: the perturbed logits are exact
        for (int i = 0; i < logits.Length; i++)
        {
            float kept = logits[i];
            logits[i] = kept + H;
            double above = TokenCrossEntropy.Of(logits, Targets, Weights, new float[logits.Length]).Value;
            logits[i] = kept - H;
            double below = TokenCrossEntropy.Of(logits, Targets, Weights, new float[logits.Length]).Value;
            logits[i] = kept;

            Assert.Equal((above - below) / (2 * H), gradients[i], 2e-5);
        }
    }

    [Fact]
    public void Of_GradientRows_SumToZero()
    {
        var gradients = new float[Rows * Vocabulary];

        TokenCrossEntropy.Of(Logits(), Targets, Weights, gradients);

        for (int row = 0; row < Rows; row++) Assert.Equal(0, gradients.AsSpan(row * Vocabulary, Vocabulary).ToArray().Sum(), 1e-6);
    }

    [Fact]
    public void Of_OneToken_IsTheSamplersLogProbability()
    {
        float[] logits = Logits()[..Vocabulary];

        TokenLoss loss = TokenCrossEntropy.Of(logits, [5], [1], new float[Vocabulary]);

        Assert.Equal(-RowStatistics.LogProbability(logits, RowStatistics.Summarise(logits), 5), loss.Value);
    }

    [Fact]
    public void Of_RowWithoutWeight_IsNotRead()
    {
        float[] logits = Logits();
        logits.AsSpan(2 * Vocabulary, Vocabulary).Fill(float.NaN);
        var gradients = new float[logits.Length];

        TokenLoss loss = TokenCrossEntropy.Of(logits, Targets, Weights, gradients);

        Assert.True(double.IsFinite(loss.Value));
        Assert.All(gradients.AsSpan(2 * Vocabulary, Vocabulary).ToArray(), gradient => Assert.Equal(0, gradient));
    }

    [Fact]
    public void Of_NothingCounts_IsZero()
    {
        var gradients = new float[Vocabulary];
        gradients.AsSpan().Fill(1);

        Assert.Equal(default, TokenCrossEntropy.Of(Logits().AsSpan(0, Vocabulary), [5], [0], gradients));
        Assert.All(gradients, gradient => Assert.Equal(0, gradient));
        Assert.Equal(default, TokenCrossEntropy.Of([], [], [], []));
    }

    [Fact]
    public void Of_BadShapesOrNumbers_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => TokenCrossEntropy.Of(new float[7], [0, 1], [1, 1], new float[7]));
        Assert.Throws<ArgumentException>(() => TokenCrossEntropy.Of(new float[8], [0, 1], [1], new float[8]));
        Assert.Throws<ArgumentException>(() => TokenCrossEntropy.Of(new float[8], [0, 1], [1, 1], new float[4]));
        Assert.Throws<NonFiniteException>(() => TokenCrossEntropy.Of([1, float.NaN], [0], [1], new float[2]));
    }

    private static double LogProbability(float[] logits, int row, int token)
    {
        double[] z = [.. logits.AsSpan(row * Vocabulary, Vocabulary).ToArray().Select(value => (double)value)];
        return z[token] - Math.Log(z.Sum(Math.Exp));
    }

    private static float[] Logits()
    {
        Draws draws = RandomStream.FromSeed(3).At(0);
        var logits = new float[Rows * Vocabulary];
        foreach (ref float logit in logits.AsSpan()) logit = (float)(2 * draws.NextGaussian());
        return logits;
    }
}
