using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>
/// Whole training steps of the shipped model's shape at two loads: rows as reinforcement has them, and equal rows of as many tokens. As a share
/// of what the matrix kernel gives at the same moment; and, with <c>--peer</c>, in turns with the same step in PyTorch over the same weights and
/// batch: the ratio is the median of the rounds', so that other work on the machine meets both. A round is two steps of each, the peer's on one thread
/// and on all, and counts the faster: threads that wait for each other lose most on a busy machine.
/// </summary>
internal sealed class TrainStepBench : IBench
{
    private const int Rows = 128, Shortest = 60, Longest = 350, WarmUp = 2;

    public string Name => "train-step";

    public string About => "tokens/s of forward, loss, backward and AdamW; --peer adds PyTorch in turns, --threads N, --rounds N, --checkpoint DIR";

    public int Run(string[] args)
    {
        int threads = Number(args, "--threads", Environment.ProcessorCount), rounds = Number(args, "--rounds", 9);
        bool hasPeer = args.Contains("--peer");
        if (hasPeer && PeerScript.Missing() is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        ParameterSet parameters = DecodeModel.Load(DecodeBench.Option(args, "--checkpoint"));
        Console.WriteLine($"{parameters.Config.ParameterCount:n0} parameters, {Rows} rows, {threads} threads, medians of {rounds} rounds");
        Draws draws = RandomStream.FromSeed(3).At(0);
        var lengths = new int[Rows];
        foreach (ref int length in lengths.AsSpan()) length = draws.NextInt(Shortest, Longest + 1);
        int[] equal = new int[Rows];
        equal.AsSpan().Fill(lengths.Sum() / Rows);
        Measure($"{Shortest} to {Longest}", parameters, lengths, threads, rounds, hasPeer);
        Measure($"{equal[0]} each", parameters, equal, threads, rounds, hasPeer);
        return 0;
    }

    private static void Measure(string rows, ParameterSet parameters, int[] lengths, int threads, int rounds, bool hasPeer)
    {
        using TrainingLoad load = new(parameters, lengths, threads);
        using TrainStepPeer? peer = hasPeer ? new(parameters, load) : null;
        double loss = 0;
        for (int i = 0; i < WarmUp; i++) loss = load.Step();
        string? way = peer is null ? null : FastestWay(peer, load, threads);
        Array.Clear(load.Seconds);

        double[] own = new double[rounds], share = new double[rounds], other = new double[rounds], ratio = new double[rounds];
        for (int round = 0; round < rounds; round++)
        {
            double limit = Roofline.Measure(threads, sizeof(float) * parameters.Values.Length).Flops;
            (own[round], other[round]) = (double.MaxValue, double.MaxValue);
            foreach (int used in new[] { 1, threads })
            {
                long start = Stopwatch.GetTimestamp();
                loss = load.Step();
                own[round] = Math.Min(own[round], Stopwatch.GetElapsedTime(start).TotalSeconds);
                if (peer is null || way is null) continue;
                peer.Take(way, used);
                other[round] = Math.Min(other[round], peer.Run(1));
            }

            share[round] = load.Flops / own[round] / limit;
            ratio[round] = other[round] / own[round];
        }

        Console.WriteLine();
        if (peer is not null) Console.WriteLine($"{peer.About}; its fastest way: {way}; loss of the last step: ours {loss:F5}, PyTorch's {peer.Loss:F5}");
        Console.WriteLine("| rows of tokens | tokens/s | of the matrix kernel |" + (peer is null ? "" : " PyTorch | ratio (least to most) |"));
        Console.WriteLine("|---|---|---|" + (peer is null ? "" : "---|---|"));
        string line = string.Create(
            CultureInfo.InvariantCulture, $"| {rows} | {load.Tokens / Median(own):N0} | {Median(share):P0} |");
        if (peer is not null)
        {
            line += string.Create(
                CultureInfo.InvariantCulture, $" {load.Tokens / Median(other):N0} | {Median(ratio):F1} ({ratio.Min():F1} to {ratio.Max():F1}) |");
        }

        Console.WriteLine(line);
        double all = load.Seconds.Sum();
        Console.WriteLine(string.Join(
            ", ", TrainingLoad.Parts.Select((part, i) => string.Create(CultureInfo.InvariantCulture, $"{part} {load.Seconds[i] / all:P1}"))));
    }

    // Every way makes two steps and the second is timed; ours follows, so that both have learnt the same when the rounds begin.
    private static string FastestWay(TrainStepPeer peer, TrainingLoad load, int threads)
    {
        var seconds = new double[peer.Ways.Length];
        for (int i = 0; i < seconds.Length; i++)
        {
            peer.Take(peer.Ways[i], threads);
            peer.Run(1);
            seconds[i] = peer.Run(1);
        }

        for (int step = WarmUp; step < 2 * seconds.Length; step++) load.Step();
        return peer.Ways[Array.IndexOf(seconds, seconds.Min())];
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static int Number(string[] args, string name, int otherwise) =>
        DecodeBench.Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
