using System.Diagnostics;
using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;

namespace Extropy.Bench;

/// <summary>Requests kept in flight, each reading a prompt and writing a number of tokens.</summary>
/// <param name="InFlight">Requests in flight at any time.</param>
/// <param name="Prompt">Tokens read before the first is written.</param>
/// <param name="Written">Tokens written.</param>
/// <param name="Pieces">
/// In how many requests a text is written: 1 is plain generation; more is what a search does, which asks step by step and sends all that
/// stands so far every time.
/// </param>
internal sealed record DecodeLoad(int InFlight, int Prompt, int Written, int Pieces = 1)
{
    /// <summary>Writes a number of texts; returns tokens written a second of wall time and a second of processor time.</summary>
    public async Task<(double PerSecond, double PerProcessorSecond)> RunAsync(DecodingEngine engine, int texts, long seed)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
        {
            for (int i = Interlocked.Increment(ref next); i < texts; i = Interlocked.Increment(ref next))
                await WriteAsync(engine, RandomStream.FromSeed(seed).For(i));
        }));
        watch.Stop();
        process.Refresh();
        double tokens = (double)texts * Written;
        return (tokens / watch.Elapsed.TotalSeconds, tokens / (process.TotalProcessorTime - before).TotalSeconds);
    }

    private async Task WriteAsync(DecodingEngine engine, RandomStream stream)
    {
        int[] text = Words(engine.Config, stream);
        for (int piece = 0; piece < Pieces; piece++)
        {
            DecodedTokens answer = await engine.DecodeAsync(
                new DecodingRequest(text, text.Length)
                {
                    MostTokens = Written / Pieces, MostSteps = int.MaxValue, Draws = stream.For(piece), Sampling = new() { MaxTokensPerStep = int.MaxValue },
                },
                CancellationToken.None);
            text = [.. text, .. answer.Ids];
        }
    }

    private int[] Words(DecoderConfig config, RandomStream stream)
    {
        Draws draws = stream.At(0);
        var prompt = new int[Prompt];
        foreach (ref int token in prompt.AsSpan()) token = draws.NextInt(config.VocabularySize);
        return prompt;
    }
}
