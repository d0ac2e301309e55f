using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>One engine serves a whole training run: after the weights changed it answers as a fresh one.</summary>
public sealed class WeightsChangedTests
{
    private static readonly DecoderConfig Shape = new()
    {
        VocabularySize = 40, Width = 32, Layers = 2, Heads = 1, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 64,
    };

    [Fact]
    public async Task Answers_AfterAChange_AreThoseOfAFreshEngine()
    {
        ParameterSet parameters = ParameterSet.Initialise(Shape, RandomStream.FromSeed(1), 0.3);
        DecoderWeights weights = DecoderWeights.Pack(parameters);
        await using var engine = new DecodingEngine(weights);
        int[] before = await DecodeAsync(engine);

        parameters.CopyFrom(ParameterSet.Initialise(Shape, RandomStream.FromSeed(2), 0.3));
        weights.Refresh(parameters);
        engine.WeightsChanged();
        int[] after = await DecodeAsync(engine);

        await using var fresh = new DecodingEngine(DecoderWeights.Pack(parameters));
        Assert.Equal(await DecodeAsync(fresh), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public async Task WeightsChanged_WhileARequestIsDecoded_Throws()
    {
        DecoderConfig endless = Shape with { ContextLength = 16_384 };
        await using var engine = new DecodingEngine(DecoderWeights.Pack(ParameterSet.Initialise(endless, RandomStream.FromSeed(1), 0.3)));
        using var stop = new CancellationTokenSource();
        Task<DecodedTokens> decoding = engine.DecodeAsync(Writing(tokens: 16_000), stop.Token).AsTask();

        Assert.Throws<InvalidOperationException>(engine.WeightsChanged);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => decoding);
        engine.WeightsChanged(); // nothing is in flight any more
    }

    private static DecodingRequest Writing(int tokens) => new(new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 }, 18)
    {
        MostTokens = tokens, MostSteps = tokens, Sampling = new SamplingOptions { Temperature = 0, MaxTokensPerStep = tokens }, Draws = RandomStream.FromSeed(1),
    };

    private static async Task<int[]> DecodeAsync(DecodingEngine engine)
    {
        DecodedTokens answer = await engine.DecodeAsync(Writing(tokens: 20), CancellationToken.None);
        return answer.Ids;
    }
}
