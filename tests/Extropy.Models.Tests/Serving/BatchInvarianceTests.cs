using Extropy.Models.Caching;
using Extropy.Models.Kernels;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>The bits of an answer do not depend on what it is batched with, on threads, on the cache, or on the instruction set.</summary>
public sealed class BatchInvarianceTests
{
    private const int Most = 200;
    private static readonly int[] Requests = [1, 3, 8, 20, 64, 200];
    private static readonly int[] Workers = [1, 2, 8];
    private static readonly Lazy<string[]> Plain =
        new(() => [.. Enumerable.Range(0, Most).Select(i => ToyModel.Describe(ToyModel.Answer(ToyModel.Request(i))))]);

    public enum CacheState
    {
        Off,
        On,
        Evicting,
    }

    public static TheoryData<int, int, CacheState> Conditions() =>
        [.. from requests in Requests from workers in Workers from cache in Enum.GetValues<CacheState>() select (requests, workers, cache)];

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task ContinueAsync_AnyBatchThreadsAndCache_GivesTheBitsOfThePlainLoop(int requests, int workers, CacheState cache)
    {
        var options = new DecodingEngineOptions
        {
            Workers = workers,
            SharesPrefixes = cache != CacheState.Off,
            CacheBytes = ToyModel.PageBytes * (cache == CacheState.Evicting ? 24 : 2000),
            MeasuresUnlimitedCache = cache != CacheState.Off,
        };
        await using var engine = new DecodingEngine(ToyModel.Weights, options);
        DecoderPolicy policy = ToyModel.Policy(engine);

        string[] answers = await AllAsync(policy, requests);

        Assert.Equal(Plain.Value[..requests], answers);
        PrefixCacheStatistics statistics = engine.Statistics;
        Assert.Equal(requests, statistics.Sequences);
        Assert.True(cache == CacheState.Off || statistics.HitTokens <= statistics.UnlimitedHitTokens);
        Assert.True(cache != CacheState.Evicting || requests < 20 || statistics.Evictions > 0);
        Assert.Equal(cache == CacheState.Off, statistics.PagesHeld == 0);
    }

    [Theory]
    [InlineData(InstructionSet.Avx512)]
    [InlineData(InstructionSet.Avx2)]
    [InlineData(InstructionSet.Vector128)]
    [InlineData(InstructionSet.Scalar)]
    internal async Task ContinueAsync_AnyInstructionSet_GivesTheSameBits(InstructionSet set)
    {
        if (!InstructionSets.IsSupported(set)) return; // this processor cannot tell
        await using var engine = new DecodingEngine(ToyModel.Weights, new DecodingEngineOptions { Workers = 2 }, KernelSet.For(set));

        string[] answers = await AllAsync(ToyModel.Policy(engine), 20);

        Assert.Equal(Plain.Value[..20], answers);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(64, 200)]
    public async Task ContinueAsync_AnyGroupAndChunkSize_GivesTheSameBits(int sequences, int prefill)
    {
        var options = new DecodingEngineOptions { Workers = 2, SequencesPerWorker = sequences, PrefillTokens = prefill };
        await using var engine = new DecodingEngine(ToyModel.Weights, options);

        string[] answers = await AllAsync(ToyModel.Policy(engine), 40);

        Assert.Equal(Plain.Value[..40], answers);
    }

    [Theory]
    [InlineData(2, 2000)]
    [InlineData(8, 30)]
    public async Task Searches_200InFlight_WriteTheTranscriptsOfOneAtATime(int workers, int pages)
    {
        var options = new DecodingEngineOptions { Workers = 1, SharesPrefixes = false };
        await using var plain = new DecodingEngine(ToyModel.Weights, options);
        await using var crowded = new DecodingEngine(ToyModel.Weights, options with
        {
            Workers = workers, SharesPrefixes = true, CacheBytes = ToyModel.PageBytes * pages,
        });

        var alone = new List<string>();
        for (int i = 0; i < Most; i++) alone.Add(await ToySearch.RunAsync(ToyModel.Policy(plain), i));
        string[] together = await Task.WhenAll(Enumerable.Range(0, Most).Select(i => ToySearch.RunAsync(ToyModel.Policy(crowded), i)));

        Assert.Equal(alone, together);
    }

    [Fact]
    public async Task ContinueAsync_SamePromptManyTimesAtOnce_IsReadOnce()
    {
        const int Samples = 16, PromptTokens = 100;
        await using var engine = new DecodingEngine(ToyModel.Weights, new DecodingEngineOptions { Workers = 1 });
        var request = new DecodingRequest(new int[PromptTokens], PromptTokens) { MostTokens = 3, MostSteps = 9 };

        await Task.WhenAll(Enumerable.Range(0, Samples).Select(_ => engine.DecodeAsync(request, TestContext.Current.CancellationToken).AsTask()));

        PrefixCacheStatistics statistics = engine.Statistics;
        Assert.InRange(statistics.HitTokens + statistics.LateHitTokens, (Samples - 1) * 64, (Samples - 1) * PromptTokens);
    }

    private static async Task<string[]> AllAsync(DecoderPolicy policy, int requests)
    {
        Continuation[] answers = await Task.WhenAll(
            Enumerable.Range(0, requests).Select(i => policy.ContinueAsync(ToyModel.Request(i), TestContext.Current.CancellationToken).AsTask()));
        return [.. answers.Select(ToyModel.Describe)];
    }
}
