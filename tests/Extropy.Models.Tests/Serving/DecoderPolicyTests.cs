using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Models.Sampling;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

public sealed class DecoderPolicyTests : IAsyncDisposable
{
    private static readonly Prompt Ask = new("3 4 5 6 7 8 9 10 11 3 4 5 6 7 8 9 10 11 3 4");

    private readonly DecodingEngine _engine = new(ToyModel.Weights, new DecodingEngineOptions { Workers = 2 });

    private DecoderPolicy Policy => ToyModel.Policy(_engine);

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Fact]
    public async Task LogProbabilitiesAsync_WhatThePolicyWrote_SumsItsOwnRecord()
    {
        Continuation answer = await ContinueAsync(Request(steps: 4));

        ImmutableArray<double> scores = await ScoreAsync(new Trajectory(answer.Steps));

        double[] recorded = [.. answer.Steps.Select(step => step.Tokens!.LpModel.Aggregate(0.0, (sum, lp) => sum + lp))];
        Assert.Equal(recorded, scores);
    }

    [Fact]
    public async Task LogProbabilitiesAsync_RecombinedSteps_EqualThePlainPass()
    {
        Step[] steps = [new("5 6 7"), new("8"), new("3 3 3 3", endsTrajectory: true)];
        int[] row = [.. ToyModel.Codec.Encode(Ask), 5, 6, 7, 1, 8, 1, 3, 3, 3, 3, 2];
        float[] logits = ToyModel.Logits(row);
        double[] perToken =
        [
            .. Enumerable.Range(21, row.Length - 21).Select(p => (double)TokenSampler.Known(logits.AsSpan((p - 1) * 12, 12), row[p]).LpModel),
        ];

        ImmutableArray<double> scores = await ScoreAsync(new Trajectory([.. steps]));

        Assert.Equal([Sum(0, 4), Sum(4, 6), Sum(6, 11)], scores);
        double Sum(int from, int to) => perToken[from..to].Aggregate(0.0, (sum, lp) => sum + lp);
    }

    [Fact]
    public async Task LogProbabilitiesAsync_StepOutsideTheVocabulary_IsMinusInfinityFromThereOn()
    {
        ImmutableArray<double> scores = await ScoreAsync(new Trajectory([new Step("5"), new Step("no such word\0"), new Step("5")]));

        Assert.True(double.IsFinite(scores[0]));
        Assert.Equal([double.NegativeInfinity, double.NegativeInfinity], scores[1..]);
    }

    [Fact]
    public async Task LogProbabilitiesAsync_LongerThanTheContext_IsMinusInfinityBeyondIt()
    {
        Step[] steps = [.. Enumerable.Repeat(new Step("5 6 7 8 9 10 11 3 4"), 20)];

        ImmutableArray<double> scores = await ScoreAsync(new Trajectory([.. steps]));

        int fit = (ToyModel.ContextLength - 21) / 10;
        Assert.All(scores[..fit], score => Assert.True(double.IsFinite(score)));
        Assert.All(scores[fit..], score => Assert.Equal(double.NegativeInfinity, score));
    }

    [Fact]
    public async Task LogProbabilitiesAsync_NoSteps_IsEmpty() => Assert.Empty(await ScoreAsync(Trajectory.Empty));

    [Fact]
    public async Task ContinueAsync_StepLimitReached_KeepsTheStepAndSaysTruncated()
    {
        Continuation answer = await ContinueAsync(Request(steps: 9) with { Sampling = new SamplingOptions { MaxTokensPerStep = 1, Temperature = 0 } });

        Assert.True(answer.IsTruncated || answer.Steps[^1].Tokens!.Ids[^1] is 1 or 2);
        Assert.All(answer.Steps, step => Assert.Single(step.Tokens!.Ids));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ContinueAsync_TokenLimit_IsNeverExceeded(int tokens)
    {
        Continuation answer = await ContinueAsync(Request(steps: 9) with { MaxTokens = tokens });

        Assert.InRange(answer.GeneratedTokens, 1, tokens);
        Assert.Equal(answer.GeneratedTokens, answer.Steps.Sum(step => step.Tokens!.Ids.Length));
    }

    [Fact]
    public async Task ContinueAsync_NoTokenAllowed_WritesNothingAndSaysTruncated()
    {
        Continuation answer = await ContinueAsync(Request(steps: 1) with { MaxTokens = 0 });

        Assert.Equal((0, 0, true), (answer.Steps.Length, answer.GeneratedTokens, answer.IsTruncated));
    }

    [Fact]
    public async Task ContinueAsync_ContextFull_WritesNothingAndSaysTruncated()
    {
        var prefix = new Trajectory([.. Enumerable.Repeat(new Step("5 6 7 8 9 10 11 3 4"), 20)]);

        Continuation answer = await ContinueAsync(Request(steps: 1) with { Prefix = prefix });

        Assert.Equal((0, true), (answer.Steps.Length, answer.IsTruncated));
    }

    [Fact]
    public async Task ContinueAsync_ContextReached_StopsThere()
    {
        var prefix = new Trajectory([.. Enumerable.Repeat(new Step("5 6 7 8 9 10 11 3 4"), 13)]);

        Continuation answer = await ContinueAsync(Request(steps: 99) with { Prefix = prefix, Sampling = new SamplingOptions { MaxTokensPerStep = 999 } });

        Assert.InRange(answer.PromptTokens + answer.GeneratedTokens, 0, ToyModel.ContextLength);
    }

    [Fact]
    public async Task ContinueAsync_StepWithControlWords_IsReadFromItsOwnIds()
    {
        var odd = new Step("5 <0> 6", tokens: new StepTokens([5, 0, 6, 1]));

        Continuation answer = await ContinueAsync(Request(steps: 1) with { Prefix = new Trajectory([odd]) });

        Assert.Equal(21 + 4, answer.PromptTokens);
    }

    [Fact]
    public async Task ContinueAsync_StepWithForeignIds_IsReadFromItsText()
    {
        var foreign = new Step("5 6", tokens: new StepTokens([900, 901, 902, 903, 904]));

        Continuation answer = await ContinueAsync(Request(steps: 1) with { Prefix = new Trajectory([foreign]) });

        Assert.Equal(21 + 3, answer.PromptTokens);
    }

    [Fact]
    public async Task ContinueAsync_WordOutsideTheVocabulary_NamesTheStep()
    {
        ContinuationRequest request = Request(steps: 1) with { Prefix = new Trajectory([new Step("5"), new Step("five")]) };

        var error = await Assert.ThrowsAsync<BadInputException>(() => ContinueAsync(request));

        Assert.Contains("Step 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContinueAsync_PrefixEnded_IsTheCallersFault() => await Assert.ThrowsAsync<ArgumentException>(
        () => ContinueAsync(Request(steps: 1) with { Prefix = new Trajectory([new Step("5", endsTrajectory: true)]) }));

    [Fact]
    public async Task ContinueAsync_PromptIdOutsideTheVocabulary_IsBadInput() => await Assert.ThrowsAsync<BadInputException>(
        () => ContinueAsync(Request(steps: 1) with { Prompt = new Prompt("") { TokenIds = [0, 12] } }));

    [Fact]
    public void Construct_VocabularyOfAnotherSize_IsBadInput() =>
        Assert.Throws<BadInputException>(() => new DecoderPolicy(_engine, new ToyCodec(13), "toy", Digest.Of("toy")));

    private static ContinuationRequest Request(int steps) =>
        new(Ask, Trajectory.Empty, steps, new SamplingOptions(), RandomStream.FromSeed(3));

    private async Task<Continuation> ContinueAsync(ContinuationRequest request) =>
        await Policy.ContinueAsync(request, TestContext.Current.CancellationToken);

    private async Task<ImmutableArray<double>> ScoreAsync(Trajectory trajectory) =>
        await Policy.LogProbabilitiesAsync(Ask, trajectory, TestContext.Current.CancellationToken);
}
