using Extropy.Core.Chance;
using Extropy.Learning.Losses;
using Extropy.Learning.Optimisation;
using Extropy.Models.Decoding;
using Extropy.Testing.Memory;

namespace Extropy.Learning.Tests.Optimisation;

/// <summary>All parts of a step together: forward, loss, backward, norm, update.</summary>
public sealed class TrainingStepTests
{
    private const int Rows = 24, RowLength = 70; // 1,680 tokens: three parts

    private static readonly DecoderConfig Config = new()
    {
        VocabularySize = 19, Width = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 64, ContextLength = 96,
    };

    [Fact]
    public void Steps_AnyNumberOfThreads_GiveTheSameBits()
    {
        (float[] expectedWeights, double expectedLoss) = AfterThreeSteps(threads: 1);

        foreach (int threads in new[] { 2, 3, 8 })
        {
            (float[] weights, double loss) = AfterThreeSteps(threads);

            Assert.Equal(expectedWeights, weights);
            Assert.Equal(expectedLoss, loss);
        }
    }

    [Theory]
    [InlineData(1)] // here nothing escapes the count, which is of the calling thread
    [InlineData(2)]
    public void Step_AfterWarmUp_AllocatesNothing(int threads)
    {
        using Training training = new(threads);
        training.Step();
        training.Step();

        Assert.Equal(0, Allocated.Least(() => training.Step()));
    }

    [Fact]
    public void Update_OfADecoder_IsTheUpdateOfItsTensors()
    {
        using Training training = new(threads: 2);
        ParameterSet expected = ParameterSet.Zeros(Config);
        training.Step();
        expected.CopyFrom(training.Decoder.Parameters);
        var optimiser = new AdamW(expected.Values.Length, new AdamWOptions { WeightDecay = 0.1 });
        var tensorwise = new AdamW(expected.Values.Length, new AdamWOptions { WeightDecay = 0.1 });

        optimiser.Update(training.Decoder, gradientScale: 0.5, learningRate: 0.01);
        tensorwise.Advance();
        foreach (ParameterTensor tensor in expected.Tensors)
        {
            ReadOnlySpan<float> gradients = training.Decoder.Gradients.Values.Slice(tensor.Offset, tensor.Length);
            tensorwise.Update(tensor.Offset, expected[tensor.Name], gradients, 0.5, 0.01, decays: tensor.Shape.Length > 1);
        }

        Assert.Equal(expected.Values, training.Decoder.Parameters.Values);
        Assert.Equal(tensorwise.Mean, optimiser.Mean);
        Assert.Equal(1, optimiser.Step);
    }

    [Fact]
    public void Update_OfADecoderOfAnotherSize_IsRefused()
    {
        using Training training = new(threads: 1);

        Assert.Throws<ArgumentException>(() => new AdamW(7, new AdamWOptions()).Update(training.Decoder, 1, 0.01));
    }

    private static (float[] Weights, double Loss) AfterThreeSteps(int threads)
    {
        using Training training = new(threads);
        double loss = 0;
        for (int step = 0; step < 3; step++) loss = training.Step();
        return (training.Decoder.Parameters.Values.ToArray(), loss);
    }

    private sealed class Training : IDisposable
    {
        private readonly AdamW _optimiser;
        private readonly PackedBatch _batch;
        private readonly int[] _targets;
        private readonly float[] _weights, _logits, _slopes;

        public Training(int threads)
        {
            Decoder = new(ParameterSet.Initialise(Config, RandomStream.FromSeed(1), deviation: 0.1), threads);
            _optimiser = new(Decoder.Parameters.Values.Length, new AdamWOptions());
            Draws draws = RandomStream.FromSeed(2).At(0);
            var tokens = new int[Rows * RowLength + 1];
            foreach (ref int token in tokens.AsSpan()) token = draws.NextInt(Config.VocabularySize);
            _batch = new(tokens.AsMemory(..^1), Enumerable.Range(0, Rows + 1).Select(row => row * RowLength).ToArray());
            _targets = tokens[1..];
            _weights = [.. _targets.Select((_, i) => i % 5 == 0 ? 0f : 1 + i % 3)];
            _logits = new float[_targets.Length * Config.VocabularySize];
            _slopes = new float[_logits.Length];
        }

        public ManagedDecoder Decoder { get; }

        public double Step()
        {
            Decoder.ZeroGradients();
            Decoder.Forward(_batch, _logits);
            TokenLoss loss = TokenCrossEntropy.Of(_logits, _targets, _weights, _slopes, Decoder.Crew);
            Decoder.Backward(_slopes);
            double norm = GradientNorm.Of(Decoder.Gradients.Values);
            _optimiser.Update(Decoder, GradientNorm.ClippingFactor(norm, 1), 1e-3);
            return loss.Value;
        }

        public void Dispose() => Decoder.Dispose();
    }
}
