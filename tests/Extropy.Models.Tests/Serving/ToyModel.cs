using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;
using Extropy.Models.Sampling;
using Extropy.Models.Serving;
using Extropy.Search.Contracts;

namespace Extropy.Models.Tests.Serving;

/// <summary>A small random model, requests that share prefixes, and the plainest way to answer them: no batch, no cache.</summary>
internal static class ToyModel
{
    public const int ContextLength = 160;

    public static DecoderConfig Config { get; } = new()
    {
        VocabularySize = 12, Width = 32, Layers = 2, Heads = 2, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 64, ContextLength = ContextLength,
    };

    public static ParameterSet Parameters { get; } = ParameterSet.Initialise(Config, RandomStream.FromSeed(5), deviation: 0.3);

    public static DecoderWeights Weights { get; } = DecoderWeights.Pack(Parameters);

    public static ToyCodec Codec { get; } = new(Config.VocabularySize);

    public static long PageBytes => KeyValuePages.BytesPerPage(Config);

    public static DecoderPolicy Policy(DecodingEngine engine) => new(engine, Codec, "toy", Digest.Of("toy"));

    /// <summary>Request i: one of nine prompts, a prefix of shared and own steps, and any mixture of sampling options and limits.</summary>
    public static ContinuationRequest Request(int i)
    {
        Draws draws = RandomStream.FromSeed(11).At(i);
        string prompt = string.Join(' ', Enumerable.Range(0, 20 + i % 3 * 8).Select(word => 3 + (word * (i % 9 + 1) + i % 3) % 9));
        var steps = new List<Step>();
        int shared = draws.NextInt(4);
        for (int s = 0; s < shared; s++) steps.Add(new Step($"{3 + s} {4 + i % 3} 5 6 7 8 9"));
        if (draws.NextBernoulli(0.5)) steps.Add(new Step($"{3 + draws.NextInt(9)} {3 + draws.NextInt(9)}"));
        var sampling = new SamplingOptions
        {
            Temperature = (i % 4) switch { 0 => 0, 1 => 1, 2 => 0.7, _ => 1.3 },
            TopK = i % 5 == 1 ? 3 : 0,
            TopP = i % 7 == 2 ? 0.8 : 1,
            MaxTokensPerStep = 3 + i % 13,
        };
        return new ContinuationRequest(new Prompt(prompt), new Trajectory([.. steps]), 1 + i % 4, sampling, RandomStream.FromSeed(100 + i))
        {
            Cue = i % 6 == 3 ? "7 7" : null,
            MaxTokens = i % 10 == 4 ? 5 : long.MaxValue,
        };
    }

    /// <summary>Log-probabilities after each position of a row, by one pass over the whole row with its own pages.</summary>
    public static float[] Logits(IReadOnlyList<int> row, KernelSet? kernels = null)
    {
        int blocks = (row.Count + KeyValuePages.PageTokens - 1) / KeyValuePages.PageTokens;
        var pages = new KeyValuePages(Config, blocks);
        var pass = new DecoderPass(Config, row.Count, kernels ?? KernelSet.Default);
        var logits = new float[row.Count * Config.VocabularySize];
        int[] all = [.. Enumerable.Range(0, row.Count)];
        pass.Run(Weights, pages, [.. row], all, new int[row.Count], [.. Enumerable.Range(0, blocks)], [0, blocks], all, logits);
        return logits;
    }

    /// <summary>What <see cref="DecoderPolicy"/> must answer, recomputing everything for every token.</summary>
    public static Continuation Answer(ContinuationRequest request)
    {
        var (codec, vocabulary) = (Codec, Config.VocabularySize);
        List<int> row = [.. codec.Encode(request.Prompt)];
        foreach (Step step in request.Prefix.Steps)
        {
            codec.TryEncodeStep(step.Text, out int[]? ids);
            row.AddRange([.. ids!, codec.StepEnd]);
        }

        int scored = row.Count;
        if (request.Cue is { } cue && codec.TryEncodeStep(cue, out int[]? forced)) row.AddRange(forced);
        int given = row.Count;
        var sampler = new TokenSampler(vocabulary);
        var records = new List<SampledToken>();
        for (int position = scored; position < given; position++)
            records.Add(TokenSampler.Known(Logits(row[..position]).AsSpan((position - 1) * vocabulary, vocabulary), row[position]));

        int steps = 0, inStep = 0, last = -1;
        while (row.Count - given < request.MaxTokens && row.Count < ContextLength && inStep < request.Sampling.MaxTokensPerStep
            && steps < request.MaxSteps && last != codec.AnswerEnd)
        {
            SampledToken token = sampler.Draw(
                Logits(row).AsSpan((row.Count - 1) * vocabulary, vocabulary), request.Sampling, request.TokenDraws.At(0, row.Count - given));
            records.Add(token);
            row.Add(last = token.Token);
            (steps, inStep) = last == codec.StepEnd ? (steps + 1, 0) : (steps, inStep + 1);
        }

        var tokens = new DecodedTokens(
            [.. records.Select(r => r.Token)], [.. records.Select(r => r.LpModel)], [.. records.Select(r => r.LpBehaviour)],
            [.. records.Select(r => r.EntropyNats)], row.Count - given);
        return new Continuation(new TokenLayout(codec).Cut(tokens, out _), row.Count - given, given)
        {
            IsTruncated = last != codec.StepEnd && last != codec.AnswerEnd,
        };
    }

    /// <summary>Everything an answer says, bit for bit.</summary>
    public static string Describe(Continuation answer) =>
        $"{answer.GeneratedTokens} {answer.PromptTokens} {answer.IsTruncated}: " + string.Join(" | ", answer.Steps.Select(step =>
            $"{step.Text} {step.EndsTrajectory} {Bits(step.Tokens!.LpModel)} {Bits(step.Tokens.LpBehaviour)} {Bits(step.Tokens.EntropyNats)} {string.Join(',', step.Tokens.Ids)}"));

    private static string Bits(IEnumerable<float> values) => string.Join(',', values.Select(value => BitConverter.SingleToUInt32Bits(value).ToString("x8")));
}
