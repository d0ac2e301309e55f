using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Models.Caching;
using Extropy.Models.Decoding;
using Extropy.Models.Serving;
using Extropy.Search.Bes;
using Extropy.Search.Context;
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Generation;

namespace Extropy.Bench;

/// <summary>
/// BES on Knights-and-Knaves with five people: the hits of the prefix cache against those of an unlimited, exact one, and the time against
/// recomputing every prefix. Without a checkpoint the weights are random: the texts are nonsense, the requests are as many and as long.
/// </summary>
internal sealed class PrefixCacheBench : IBench
{
    private const int People = 5, Searches = 16;

    public string Name => "prefix-cache";

    public string About => "hits and time of the prefix cache in BES runs on n = 5; --checkpoint DIR, --calls N";

    public int Run(string[] args)
    {
        var parameters = DecodeModel.Load(DecodeBench.Option(args, "--checkpoint"));
        DecoderWeights weights = DecoderWeights.Pack(parameters);
        long calls = long.Parse(DecodeBench.Option(args, "--calls") ?? "300", CultureInfo.InvariantCulture);
        Console.WriteLine($"{Searches} searches in flight, {calls} policy calls each, n = {People}");
        Console.WriteLine("| prefix cache | seconds | processor seconds | tokens written | tokens found / sent | share of unlimited exact hits | evictions |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        Measure(weights, calls, new DecodingEngineOptions { SharesPrefixes = false }, isShown: false);
        Measure(weights, calls, new DecodingEngineOptions { SharesPrefixes = false }, isShown: true);
        foreach (int mebibytes in (int[])[256, 32, 8])
        {
            var options = new DecodingEngineOptions { CacheBytes = (long)mebibytes << 20 };
            double share = Measure(weights, calls, options with { MeasuresUnlimitedCache = true }, isShown: false);
            Measure(weights, calls, options, isShown: true, share);
        }

        return 0;
    }

    // Counting what an unlimited cache would have found costs time, so share and time come from separate runs.
    private static double Measure(DecoderWeights weights, long calls, DecodingEngineOptions options, bool isShown, double share = double.NaN)
    {
        DecodingEngine engine = new(weights, options);
        var policy = new DecoderPolicy(engine, KkCodec.Shared, "bench", Digest.Of("bench"));
        var strategy = new BesSearch(new BesOptions());
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        Task.WhenAll(Enumerable.Range(0, Searches).Select(async i =>
        {
            var problem = new KkProblem(KkGenerator.One(People, RandomStream.FromSeed(1).For(i)));
            var context = new SearchContext(SearchKey.Of(1, problem, strategy), policy, new Budget { PolicyCalls = calls });
            await strategy.SearchAsync(problem, context, CancellationToken.None);
        })).GetAwaiter().GetResult();
        watch.Stop();
        process.Refresh();
        PrefixCacheStatistics statistics = engine.Statistics;
        if (isShown)
        {
            string size = options.SharesPrefixes ? $"{options.CacheBytes >> 20} MiB" : "off";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {size} | {watch.Elapsed.TotalSeconds:F2} | {(process.TotalProcessorTime - before).TotalSeconds:F2} | {engine.WrittenTokens:N0} | {statistics.HitTokens:N0} / {statistics.ReusableTokens:N0} | {share:P1} | {statistics.Evictions:N0} |"));
        }

        engine.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return statistics.ShareOfUnlimited;
    }
}
