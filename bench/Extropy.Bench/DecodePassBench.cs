using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Sampling;

namespace Extropy.Bench;

/// <summary>One thread's decoder pass without an engine: microseconds per row by rows and context, and what drawing a token costs.</summary>
internal sealed class DecodePassBench : IBench
{
    public string Name => "decode-pass";

    public string About => "microseconds per row of one decoder pass on one thread, by rows and context; --checkpoint DIR";

    public int Run(string[] args)
    {
        var parameters = DecodeModel.Load(DecodeBench.Option(args, "--checkpoint"));
        DecoderConfig config = parameters.Config;
        DecoderWeights weights = DecoderWeights.Pack(parameters);
        Console.WriteLine("| rows | context | µs a row | GFLOP/s, matrices alone |");
        Console.WriteLine("|---|---|---|---|");
        foreach (int rows in (int[])[1, 2, 4, 8, 16, 32, 64, 128])
        {
            foreach (int context in (int[])[1, 128])
            {
                double microseconds = Best(config, weights, rows, context);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {rows} | {context} | {microseconds:F2} | {DecodeModel.MatrixFlops(config) / microseconds / 1e3:F0} |"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"drawing a token: {Draw(config.VocabularySize):F2} µs"));
        return 0;
    }

    // The best of many short rounds: what the code costs when nothing else runs.
    private static double Best(DecoderConfig config, DecoderWeights weights, int rows, int context)
    {
        int blocks = (context + KeyValuePages.PageTokens - 1) / KeyValuePages.PageTokens;
        var pages = new KeyValuePages(config, rows * blocks);
        var pass = new DecoderPass(config, rows);
        int[] all = [.. Enumerable.Range(0, rows)], tables = [.. Enumerable.Range(0, rows * blocks)];
        int[] starts = [.. Enumerable.Range(0, rows + 1).Select(i => i * blocks)], positions = [.. Enumerable.Repeat(context - 1, rows)];
        var logits = new float[rows * config.VocabularySize];
        double best = double.MaxValue;
        int turns = Math.Max(1, 64 / rows);
        for (int round = 0; round < 300; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < turns; i++) pass.Run(weights, pages, new int[rows], positions, all, tables, starts, all, logits);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / turns / rows);
        }

        return best;
    }

    private static double Draw(int vocabulary)
    {
        var logits = new float[vocabulary];
        for (int i = 0; i < vocabulary; i++) logits[i] = MathF.Sin(i);
        var sampler = new TokenSampler(vocabulary);
        RandomStream stream = RandomStream.FromSeed(1);
        double best = double.MaxValue;
        for (int round = 0; round < 100; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < 200; i++) sampler.Draw(logits, new(), stream.At(0, i));
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMicroseconds / 200);
        }

        return best;
    }
}
