using Extropy.Core.Errors;
using Extropy.Models.Caching;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>Faults, and lives that end early.</summary>
public sealed class DecodingEngineTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DecodeAsync_RequestLargerThanTheCache_NamesPagesAskedAndLeft()
    {
        await using var engine = Engine(pages: 2);

        var error = await Assert.ThrowsAsync<CacheTooSmallException>(async () => await engine.DecodeAsync(Read(40), Token));

        Assert.Equal((3, 2), (error.Asked, error.Left));
        Assert.Contains("3 pages of 16 tokens and the cache has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DecodeAsync_OneLargeAmongManySmall_FailsAloneAndOthersAreAnswered()
    {
        await using var engine = Engine(pages: 2);
        Task<DecodedTokens>[] small = [.. Enumerable.Range(0, 50).Select(i => engine.DecodeAsync(Read(20 + i % 8), Token).AsTask())];
        Task<DecodedTokens> large = engine.DecodeAsync(Read(100), Token).AsTask();
        Task<DecodedTokens>[] after = [.. Enumerable.Range(0, 50).Select(i => engine.DecodeAsync(Read(20 + i % 8), Token).AsTask())];

        await Assert.ThrowsAsync<CacheTooSmallException>(() => large);
        DecodedTokens[] answers = await Task.WhenAll([.. small, .. after]);

        Assert.All(answers, answer => Assert.NotEmpty(answer.LpModel));
    }

    [Fact]
    public async Task DecodeAsync_NothingToCompute_IsAnsweredAtOnce()
    {
        await using var engine = Engine(pages: 4);

        DecodedTokens answer = await engine.DecodeAsync(new DecodingRequest(new[] { 0 }, 1), Token);

        Assert.Empty(answer.Ids);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 0)]
    [InlineData(3, 4)]
    [InlineData(ToyModel.ContextLength + 1, 1)]
    public async Task DecodeAsync_ImpossibleRequest_IsTheCallersFault(int tokens, int scoreFrom)
    {
        await using var engine = Engine(pages: 4);

        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.DecodeAsync(new DecodingRequest(new int[tokens], scoreFrom), Token));
    }

    [Fact]
    public async Task DecodeAsync_CancelledBefore_NeverStarts()
    {
        await using var engine = Engine(pages: 4);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await engine.DecodeAsync(Read(5), new CancellationToken(true)));

        Assert.Equal(0, engine.Statistics.Sequences);
    }

    [Fact]
    public async Task ContinueAsync_SomeCancelledWhileDecoded_OthersKeepTheirBits()
    {
        await using var engine = Engine(pages: 30);
        DecoderPolicy policy = ToyModel.Policy(engine);
        using var cancelled = new CancellationTokenSource();
        Task<Continuation>[] all =
        [
            .. Enumerable.Range(0, 60).Select(i => policy.ContinueAsync(ToyModel.Request(i), i % 2 == 0 ? Token : cancelled.Token).AsTask()),
        ];

        await cancelled.CancelAsync();

        for (int i = 0; i < all.Length; i += 2) Assert.Equal(ToyModel.Describe(ToyModel.Answer(ToyModel.Request(i))), ToyModel.Describe(await all[i]));
        for (int i = 1; i < all.Length; i += 2) Assert.Null(await Record.ExceptionAsync(() => all[i]) is { } error and not OperationCanceledException ? error : null);
        Assert.Equal(ToyModel.Describe(ToyModel.Answer(ToyModel.Request(1))), ToyModel.Describe(await policy.ContinueAsync(ToyModel.Request(1), Token)));
    }

    [Fact]
    public async Task DisposeAsync_RequestsInFlight_EndsEveryOneOfThem()
    {
        var engine = Engine(pages: 30);
        Task<DecodedTokens>[] all = [.. Enumerable.Range(0, 100).Select(_ => engine.DecodeAsync(Read(100), Token).AsTask())];

        await engine.DisposeAsync();
        await engine.DisposeAsync();

        foreach (Task<DecodedTokens> request in all)
            Assert.True(await Record.ExceptionAsync(() => request) is null or ObjectDisposedException);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await engine.DecodeAsync(Read(5), Token));
    }

    [Fact]
    public async Task DecodeAsync_WeightsThatAreNoNumbers_FailsTheRequestAndNotTheEngine()
    {
        ParameterSet parameters = ParameterSet.Zeros(ToyModel.Config);
        parameters.Values.Fill(float.NaN);
        await using var engine = new DecodingEngine(DecoderWeights.Pack(parameters), new DecodingEngineOptions { Workers = 1 });

        for (int i = 0; i < 3; i++) await Assert.ThrowsAsync<NonFiniteException>(async () => await engine.DecodeAsync(Read(5), Token));
    }

    [Fact]
    public void Construct_OptionsOutOfRange_NamesAllAtOnce()
    {
        var options = new DecodingEngineOptions { Workers = 0, CacheBytes = 0, SequencesPerWorker = 0, PrefillTokens = 0 };

        var error = Assert.Throws<BadInputException>(() => new DecodingEngine(ToyModel.Weights, options));

        Assert.Equal(3, error.Message.Count(letter => letter == ';'));
    }

    [Fact]
    public async Task MemoryBound_MoreRequestsThanFit_StaysWhatItWas()
    {
        await using var engine = Engine(pages: 30);
        long bound = engine.MemoryBound;

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => engine.DecodeAsync(Read(100), Token).AsTask()));

        Assert.Equal(bound, engine.MemoryBound);
        Assert.InRange(bound, 30 * ToyModel.PageBytes, 30 * ToyModel.PageBytes + (8L << 20));
        Assert.InRange(engine.Statistics.PagesHeld, 0, 30);
    }

    private static DecodingEngine Engine(int pages) =>
        new(ToyModel.Weights, new DecodingEngineOptions { Workers = 2, CacheBytes = pages * ToyModel.PageBytes });

    private static DecodingRequest Read(int tokens) => new(new int[tokens], 1);
}
