using System.Diagnostics;
using System.Globalization;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>Runs bench/peers/decode_torch.py over the same weights; see eng/install-bench-peers.sh.</summary>
internal sealed class DecodePeer(ParameterSet parameters, int prompt, int written, int rounds)
{
    /// <summary>The most probable tokens the peer wrote after <see cref="GreedyPrompt"/>: to see that it is the same model.</summary>
    public int[] Greedy { get; private set; } = [];

    /// <summary>The prompt of that check.</summary>
    public int[] GreedyPrompt => [.. Enumerable.Range(0, prompt).Select(i => i * 7 % parameters.Config.VocabularySize)];

    /// <summary>
    /// Tokens a second at each number in flight, of wall time (the median, at the better of one thread and all) and of processor time (the best).
    /// </summary>
    public Dictionary<int, (double PerSecond, double PerProcessorSecond)> Run(int[] flights, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("extropy-bench-").FullName;
        try
        {
            CheckpointDirectory.Save(Path.Combine(folder, "model"), new Checkpoint(parameters, "bench"));
            using Process process = PeerScript.Start(
                "decode_torch.py", Path.Combine(folder, "model"), $"{prompt}", $"{written}", $"{rounds}", $"{threads}", string.Join(',', flights));
            var rates = new Dictionary<int, (double, double)>();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                string[] words = line.Split(' ');
                if (words[0] == "greedy") Greedy = [.. words[1..].Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
                else Console.WriteLine($"peer: {line}");
                if (words[0] == "result") rates[(int)Number(words[1])] = (Number(words[2]), Number(words[3]));
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? rates : throw new InvalidOperationException("The peer failed; run eng/install-bench-peers.sh once.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);
}
