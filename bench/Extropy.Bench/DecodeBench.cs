using System.Globalization;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;

namespace Extropy.Bench;

/// <summary>
/// Tokens written a second with 64 requests and with one in flight, contexts 64 to 192; the prompts have been read before and are in the
/// cache. As a share of a roofline; and, with <c>--peer</c>, against a PyTorch loop with a cache of keys and values over the same weights in
/// the same run, its time taken after it has read its prompts.
/// </summary>
internal sealed class DecodeBench : IBench
{
    private const int Prompt = 64, Written = 128;

    public string Name => "decode";

    public string About => "tokens/s of the decoding engine at 64 and 1 in flight; --peer adds PyTorch, --workers N, --group N, --rounds N, --checkpoint DIR";

    public int Run(string[] args)
    {
        if (args.Contains("--peer") && PeerScript.Missing() is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        int workers = int.Parse(Option(args, "--workers") ?? $"{Environment.ProcessorCount}", CultureInfo.InvariantCulture);
        var options = new DecodingEngineOptions { Workers = workers };
        if (Option(args, "--group") is { } group) options = options with { SequencesPerWorker = int.Parse(group, CultureInfo.InvariantCulture) };
        int rounds = int.Parse(Option(args, "--rounds") ?? "5", CultureInfo.InvariantCulture);
        var parameters = DecodeModel.Load(Option(args, "--checkpoint"));
        DecoderConfig config = parameters.Config;
        DecoderWeights weights = DecoderWeights.Pack(parameters);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{config.ParameterCount:N0} parameters, {workers} workers, {Prompt} tokens read beforehand and {Written} written a request, median and best of {rounds} rounds"));

        DecodePeer? peer = args.Contains("--peer") ? new DecodePeer(parameters, Prompt, Written, rounds) : null;
        int[] flights = [64, 1];
        double[][] before = [.. flights.Select(flight => Measure(weights, options, flight, rounds))];
        Dictionary<int, (double PerSecond, double PerProcessorSecond)>? others = peer?.Run(flights, workers);
        if (peer is not null) CompareGreedy(weights, peer);
        double[][] after = [.. flights.Select(flight => Measure(weights, options, flight, rounds))];

        Console.WriteLine("| in flight | tokens/s, median (best) | tokens per processor second | share of roofline |" + (peer is null ? "" : " PyTorch tokens/s (per processor second) | ratio (per processor second) |"));
        Console.WriteLine("|---|---|---|---|" + (peer is null ? "" : "---|---|"));
        for (int i = 0; i < flights.Length; i++)
        {
            double[] rates = [.. before[i][..rounds], .. after[i][..rounds]];
            Array.Sort(rates);
            double median = (rates[(rates.Length - 1) / 2] + rates[rates.Length / 2]) / 2, processor = Math.Max(before[i][^1], after[i][^1]);
            double share = median * LeastSeconds(config, flights[i], Math.Min(workers, flights[i]));
            string row = string.Create(CultureInfo.InvariantCulture, $"| {flights[i]} | {median:N0} ({rates[^1]:N0}) | {processor:N0} | {share:P0} |");
            if (others is not null) row += string.Create(CultureInfo.InvariantCulture, $" {others[flights[i]].PerSecond:N0} ({others[flights[i]].PerProcessorSecond:N0}) | {median / others[flights[i]].PerSecond:F1} ({processor / others[flights[i]].PerProcessorSecond:F1}) |");
            Console.WriteLine(row);
        }

        MeasureSearch(weights, options, rounds);
        return 0;
    }

    // The same texts asked for in eight pieces, as searches do, with and without the prefix cache; rounds alternate.
    private static void MeasureSearch(DecoderWeights weights, DecodingEngineOptions options, int rounds)
    {
        const int InFlight = 64, Pieces = 8;
        var load = new DecodeLoad(InFlight, Prompt, Written, Pieces);
        var best = new (double Wall, double Processor)[2];
        string shares = "";
        for (int round = 0; round <= rounds; round++)
        {
            for (int shared = 0; shared < 2; shared++)
            {
                DecodingEngine engine = new(weights, options with { SharesPrefixes = shared == 1, MeasuresUnlimitedCache = shared == 1 && round == 0 });
                var (wall, processor) = load.RunAsync(engine, 2 * InFlight, seed: round).GetAwaiter().GetResult();
                if (round > 0) best[shared] = (Math.Max(best[shared].Wall, wall), Math.Max(best[shared].Processor, processor));
                else if (shared == 1) shares = string.Create(CultureInfo.InvariantCulture, $"{engine.Statistics.ShareOfUnlimited:P1}");
                engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{InFlight} texts in flight, each asked for in {Pieces} pieces; hits of an unlimited exact cache reached: {shares}");
        Console.WriteLine("| prefix cache | tokens/s, best | tokens per processor second, best |");
        Console.WriteLine("|---|---|---|");
        for (int shared = 0; shared < 2; shared++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {(shared == 1 ? "on" : "off")} | {best[shared].Wall:N0} | {best[shared].Processor:N0} |"));
        }
    }

    internal static string? Option(string[] args, string name) =>
        Array.IndexOf(args, name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    private static void CompareGreedy(DecoderWeights weights, DecodePeer peer)
    {
        DecodingEngine engine = new(weights, new DecodingEngineOptions { Workers = 1 });
        int[] prompt = peer.GreedyPrompt;
        var request = new DecodingRequest(prompt, prompt.Length)
        {
            MostTokens = Written, MostSteps = int.MaxValue, Sampling = new() { Temperature = 0, MaxTokensPerStep = int.MaxValue },
        };
        int[] own = engine.DecodeAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult().Ids;
        Console.WriteLine($"most probable tokens that both write alike: {own.AsSpan().CommonPrefixLength(peer.Greedy)} of {Written}");
        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    // The rates of all rounds, then the best rate per processor second.
    private static double[] Measure(DecoderWeights weights, DecodingEngineOptions options, int inFlight, int rounds)
    {
        DecodingEngine engine = new(weights, options);
        Console.WriteLine($"{inFlight} in flight, {engine}");
        var load = new DecodeLoad(inFlight, Prompt, Written);
        int requests = Math.Max(20, 3 * inFlight);
        load.RunAsync(engine, requests, seed: 0).GetAwaiter().GetResult(); // compiles, and reads the prompts
        var rates = new List<double>();
        double processor = 0;
        for (int round = 0; round < rounds; round++)
        {
            var (perSecond, perProcessorSecond) = load.RunAsync(engine, requests, seed: 0).GetAwaiter().GetResult();
            rates.Add(perSecond);
            processor = Math.Max(processor, perProcessorSecond);
        }

        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return [.. rates, processor];
    }

    // A written token's matrices, attention over the mean context, and the bytes of keys, values and weights.
    private static double LeastSeconds(DecoderConfig config, int inFlight, int threads)
    {
        double context = Prompt + Written / 2.0;
        double flops = DecodeModel.MatrixFlops(config) + DecodeModel.AttentionFlops(config, context);
        double weightBytes = sizeof(float) * config.ParameterCount * (double)threads / inFlight;
        int working = (int)Math.Max(DecodeModel.CacheBytes(config, context) * inFlight / threads, sizeof(float) * config.ParameterCount);
        Roofline machine = Roofline.Measure(threads, working);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"roofline of {threads} threads: {machine.Flops / 1e9:F0} GFLOP/s, {machine.Bytes / 1e9:F0} GB/s from {working / 1048576.0:F1} MiB each"));
        return machine.Seconds(flops, DecodeModel.CacheBytes(config, context) + weightBytes);
    }
}
