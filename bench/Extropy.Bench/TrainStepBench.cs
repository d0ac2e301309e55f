using System.Diagnostics;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;

namespace Extropy.Bench;

/// <summary>Forward and backward of the shipped model's shape, without loss and optimiser.</summary>
internal sealed class TrainStepBench : IBench
{
    private const int WarmUp = 2;

    private static readonly DecoderConfig Config = new()
    {
        VocabularySize = 33, Width = 128, Layers = 4, Heads = 4, KeyValueHeads = 2, HeadSize = 32, HiddenSize = 352, ContextLength = 768,
    };

    public string Name => "train-step";

    public string About => "tokens/s of forward + backward at the shipped model's shape [--tokens N] [--rounds N]";

    public int Run(string[] args)
    {
        int tokens = Option(args, "--tokens", 4096), rounds = Option(args, "--rounds", 9);
        Console.WriteLine($"{Config.ParameterCount:n0} parameters, about {tokens} tokens a batch, sequences of 150 to 500; tokens/s of {rounds} rounds");
        foreach (int threads in new[] { 1, 2 }) Measure(threads, tokens, rounds);
        return 0;
    }

    private static void Measure(int threads, int tokens, int rounds)
    {
        using ManagedDecoder decoder = new(ParameterSet.Initialise(Config, RandomStream.FromSeed(1)), threads);
        PackedBatch batch = Batch(tokens);
        var logits = new float[batch.TokenCount * Config.VocabularySize];
        List<double> forward = [], step = [], processor = [];
        for (int i = -WarmUp; i < rounds; i++)
        {
            TimeSpan used = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            decoder.Forward(batch, logits);
            double middle = Stopwatch.GetElapsedTime(start).TotalSeconds;
            decoder.Backward(logits);
            if (i < 0) continue;
            forward.Add(middle);
            step.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
            processor.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
        }

        string name = threads == 1 ? "1 thread" : $"{threads} threads";
        Print($"{name}, forward", batch.TokenCount, forward);
        Print($"{name}, forward + backward", batch.TokenCount, step);
        Print($"{name}, the same per processor second", batch.TokenCount, processor);
    }

    private static void Print(string what, int tokens, List<double> seconds)
    {
        seconds.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-40} best {tokens / seconds[0],9:n0}   median {tokens / seconds[seconds.Count / 2],9:n0}"));
    }

    private static PackedBatch Batch(int tokens)
    {
        Draws draws = RandomStream.FromSeed(2).At(0);
        List<int> starts = [0], ids = [];
        while (ids.Count < tokens)
        {
            int length = draws.NextInt(150, 501);
            for (int i = 0; i < length; i++) ids.Add(draws.NextInt(Config.VocabularySize));
            starts.Add(ids.Count);
        }

        return new(ids.ToArray(), starts.ToArray());
    }

    private static int Option(string[] args, string name, int otherwise)
    {
        int place = Array.IndexOf(args, name);
        return place >= 0 && place + 1 < args.Length ? int.Parse(args[place + 1], CultureInfo.InvariantCulture) : otherwise;
    }
}
