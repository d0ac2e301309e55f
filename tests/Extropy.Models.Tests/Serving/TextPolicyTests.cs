using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Models.Tests.Tokenizing;
using Extropy.Models.Tokenizing;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>A policy that writes plain text: steps end inside tokens, and what was written is read back as it was.</summary>
public sealed class TextPolicyTests : IAsyncDisposable
{
    private static readonly DecoderConfig Config = new()
    {
        VocabularySize = 272, Width = 32, Layers = 1, Heads = 1, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 256,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("extropy-").FullName;
    private readonly DecodingEngine _engine;
    private readonly TextCodec _codec;
    private readonly DecoderPolicy _policy;

    public TextPolicyTests()
    {
        TokenizerFiles.WriteByteLevel(_folder);
        _codec = HuggingFaceTokenizer.Load(_folder, Config.VocabularySize);
        _engine = new(DecoderWeights.Pack(Likely()), new DecodingEngineOptions { Workers = 1 });
        _policy = new(_engine, _codec, "text", Digest.Of("text"u8));
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ContinueAsync_PlainText_CutsAtBlankLinesAndKeepsTheIds()
    {
        Continuation answer = await ContinueAsync(Trajectory.Empty, steps: 6);

        Assert.Equal(6, answer.Steps.Length);
        Assert.False(answer.IsTruncated);
        Assert.Equal(answer.GeneratedTokens, answer.Steps.Sum(step => step.Tokens!.Ids.Length));
        Assert.All(answer.Steps, step => Assert.Equal(StepEnding.Step, _codec.EndingOf(step.Tokens!.Ids.AsSpan())));
        Assert.All(answer.Steps, step => Assert.DoesNotContain("\n\n", step.Text, StringComparison.Ordinal));
        Assert.Contains(answer.Steps, step => step.Tokens!.Ids[^1] == TokenizerFiles.Vocabulary[".ĊĊ"] && step.Text.EndsWith('.'));
    }

    [Fact]
    public async Task LogProbabilitiesAsync_WhatThePolicyWrote_SumsItsOwnRecord()
    {
        Continuation answer = await ContinueAsync(Trajectory.Empty, steps: 4);

        ImmutableArray<double> scores = await _policy.LogProbabilitiesAsync(Ask, new Trajectory(answer.Steps), TestContext.Current.CancellationToken);

        Assert.Equal(answer.Steps.Select(step => step.Tokens!.LpModel.Aggregate(0.0, (sum, lp) => sum + lp)), scores);
    }

    [Fact]
    public async Task ContinueAsync_OneStepAtATime_ReadsThePrefixAsItWasWritten()
    {
        Continuation first = await ContinueAsync(Trajectory.Empty, steps: 3);

        Continuation second = await ContinueAsync(new Trajectory(first.Steps), steps: 1);

        Assert.Equal(first.PromptTokens + first.GeneratedTokens, second.PromptTokens);
    }

    [Fact]
    public async Task ContinueAsync_PrefixOfStepsFromElsewhere_IsClosedAsTheModelWouldWriteIt()
    {
        ITokenCodec codec = _codec;
        codec.TryEncodeStep("Ann is a knight.\n\n", out int[]? whole);

        Continuation next = await ContinueAsync(new Trajectory([new Step("Ann is a knight.")]), steps: 1);

        Assert.Equal(codec.Encode(Ask).Length + whole!.Length, next.PromptTokens); // encoding never fails
    }

    [Fact]
    public async Task ContinueAsync_StepCutByItsLimit_SaysTruncated()
    {
        Continuation cut = await ContinueAsync(Trajectory.Empty, steps: 1, mostTokens: 1);

        Assert.Equal(1, cut.GeneratedTokens);
        Assert.Equal(_codec.EndingOf(cut.Steps[0].Tokens!.Ids.AsSpan()) == StepEnding.None, cut.IsTruncated);
    }

    private static Prompt Ask => new("Who is a knight?");

    private ValueTask<Continuation> ContinueAsync(Trajectory prefix, int steps, int mostTokens = 200) => _policy.ContinueAsync(
        new ContinuationRequest(Ask, prefix, steps, new SamplingOptions { MaxTokensPerStep = mostTokens }, RandomStream.FromSeed(4)), TestContext.Current.CancellationToken);

    // The first element of every hidden state is about √width after the norm, so its column of the output layer is a bias: ends of
    // paragraphs and a few letters become likely.
    private static ParameterSet Likely()
    {
        ParameterSet parameters = ParameterSet.Initialise(Config, RandomStream.FromSeed(2));
        Span<float> embeddings = parameters["model.embed_tokens.weight"], head = parameters["lm_head.weight"];
        for (int id = 0; id < Config.VocabularySize; id++) embeddings[id * Config.Width] = 4;
        foreach (string token in (string[])[".ĊĊ", "ĊĊ", "k", "a", "Ġknight", "Ċ"])
            head[TokenizerFiles.Vocabulary[token] * Config.Width] = (float)(5 / Math.Sqrt(Config.Width));
        return parameters;
    }
}
