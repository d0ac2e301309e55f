using CsCheck;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Models.Sampling;
using Extropy.Search.Contracts;
using Extropy.Testing.Memory;

namespace Extropy.Models.Tests.Sampling;

public sealed class TokenSamplerTests
{
    private static readonly float[] Row = [.. new[] { 0.05, 0.5, 0.15, 0.3 }.Select(p => (float)Math.Log(p))];
    private static readonly RandomStream Stream = RandomStream.FromSeed(7);

    [Fact]
    public void Draw_TemperatureZero_TakesTheLowestOfTheMostProbable()
    {
        var sampler = new TokenSampler(5);

        SampledToken drawn = sampler.Draw([1, 4, 4, -2, 4], new() { Temperature = 0 }, Stream.At(0));

        Assert.Equal(1, drawn.Token);
        Assert.Equal(0, drawn.LpBehaviour);
        Assert.True(drawn.LpModel < -1);
    }

    [Fact]
    public void Draw_NeutralOptions_BehaviourIsTheModelToTheBit() =>
        Gen.Float[-20f, 20f].Array[1, 100].Select(Gen.Int[0, 1_000_000]).Sample((row, step) =>
        {
            SampledToken drawn = new TokenSampler(row.Length).Draw(row, new(), Stream.At(step));

            Assert.Equal(drawn.LpModel, drawn.LpBehaviour);
            Assert.Equal(TokenSampler.Known(row, drawn.Token).LpModel, drawn.LpModel);
            Assert.Equal(TokenSampler.Known(row, drawn.Token).EntropyNats, drawn.EntropyNats);
        });

    [Fact]
    public void Draw_TopK_RenormalisesOverTheKept() =>
        AssertBehaviour(new() { TopK = 2 }, [0, 0.5 / 0.8, 0, 0.3 / 0.8]);

    [Fact]
    public void Draw_TopP_KeepsTheSmallestSetThatReachesTheShare()
    {
        AssertBehaviour(new() { TopP = 0.6 }, [0, 0.5 / 0.8, 0, 0.3 / 0.8]);
        AssertBehaviour(new() { TopP = 0.94 }, [0, 0.5 / 0.95, 0.15 / 0.95, 0.3 / 0.95]);
        AssertBehaviour(new() { TopP = 0.01 }, [0, 1, 0, 0]);
    }

    [Fact]
    public void Draw_TopPAfterTopK_CountsTheShareOfTheKept() =>
        AssertBehaviour(new() { TopK = 2, TopP = 0.62 }, [0, 1, 0, 0]); // 0.5 / 0.8 reaches it, 0.5 alone would not

    [Fact]
    public void Draw_MinP_DropsBelowTheShareOfTheMostProbable() =>
        AssertBehaviour(new() { MinP = 0.4 }, [0, 0.5 / 0.8, 0, 0.3 / 0.8]);

    [Fact]
    public void Draw_Temperature_RaisesProbabilitiesToItsInverse()
    {
        double[] squared = [0.0025, 0.25, 0.0225, 0.09];
        AssertBehaviour(new() { Temperature = 0.5 }, [.. squared.Select(p => p / squared.Sum())]);
    }

    [Fact]
    public void Draw_TemperatureBeforeTopP_TruncatesTheSharpenedDistribution() =>
        AssertBehaviour(new() { Temperature = 0.5, TopP = 0.68 }, [0, 1, 0, 0]); // 0.25 / 0.365 = 0.685

    [Fact]
    public void Draw_TiesAtTheCut_KeepTheLowestIds()
    {
        float[] row = [1, 2, 2, 2, -0f, 0f];
        var seen = new HashSet<int>();
        var sampler = new TokenSampler(row.Length);

        for (int i = 0; i < 200; i++) seen.Add(sampler.Draw(row, new() { TopK = 2 }, Stream.At(i)).Token);

        Assert.Equal([1, 2], seen.Order());
    }

    [Theory]
    [InlineData(1.0, 0, 1.0, 0.0)]
    [InlineData(0.7, 0, 1.0, 0.0)]
    [InlineData(1.3, 5, 0.9, 0.02)]
    public void Draw_ManyTimes_FrequenciesFitTheReportedProbabilities(double temperature, int topK, double topP, double minP)
    {
        const int Draws = 20_000;
        const double Quantile999 = 26.1; // chi-square, 8 degrees of freedom; fewer categories only lower the statistic
        float[] row = [0.3f, -1, 2, 0.5f, 1.1f, -0.2f, 0, 1.7f, -2];
        SamplingOptions options = new() { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP };
        var sampler = new TokenSampler(row.Length);
        var (counts, expected) = (new int[row.Length], new double[row.Length]);

        for (int i = 0; i < Draws; i++)
        {
            SampledToken drawn = sampler.Draw(row, options, Stream.At(0, i));
            counts[drawn.Token]++;
            expected[drawn.Token] = Draws * Math.Exp(drawn.LpBehaviour);
        }

        double statistic = counts.Zip(expected, (n, e) => e == 0 ? 0 : (n - e) * (n - e) / e).Sum();
        Assert.Equal(Draws, expected.Sum(), 0.01);
        Assert.InRange(statistic, 0, Quantile999);
    }

    [Fact]
    public void Draw_ExtremeLogitsAndTemperatures_StaysFinite()
    {
        float[] row = [float.NegativeInfinity, -3e38f, 3e38f, 2e38f];
        foreach (double temperature in new[] { 5e-324, 1e-300, 1, 1e300 })
        {
            SampledToken drawn = new TokenSampler(4).Draw(row, new() { Temperature = temperature }, Stream.At(3));

            Assert.NotEqual(0, drawn.Token);
            Assert.True(float.IsFinite(drawn.LpBehaviour));
        }
    }

    [Fact]
    public void Draw_NonFiniteLogit_IsRefused()
    {
        var sampler = new TokenSampler(2);

        Assert.Throws<NonFiniteException>(() => sampler.Draw([0, float.NaN], new(), Stream.At(0)));
        Assert.Throws<NonFiniteException>(() => sampler.Draw([0, float.NaN], new() { Temperature = 0 }, Stream.At(0)));
    }

    [Fact]
    public void Draw_WarmSampler_AllocatesNothing()
    {
        var sampler = new TokenSampler(Row.Length);
        SamplingOptions options = new() { Temperature = 0.8, TopK = 3, TopP = 0.9, MinP = 0.01 };
        sampler.Draw(Row, options, Stream.At(0));

        long bytes = Allocated.Least(() =>
        {
            for (int i = 0; i < 100; i++) sampler.Draw(Row, options, Stream.At(i));
        });

        Assert.Equal(0, bytes);
    }

    private static void AssertBehaviour(SamplingOptions options, double[] probabilities)
    {
        var sampler = new TokenSampler(Row.Length);
        var seen = new HashSet<int>();
        for (int i = 0; i < 300; i++)
        {
            SampledToken drawn = sampler.Draw(Row, options, Stream.At(i));
            seen.Add(drawn.Token);
            Assert.Equal(Math.Log(probabilities[drawn.Token]), drawn.LpBehaviour, 1e-6);
            Assert.Equal(Row[drawn.Token], drawn.LpModel, 1e-6);
        }

        Assert.Equal(Enumerable.Range(0, Row.Length).Where(i => probabilities[i] > 0), seen.Order());
    }
}
