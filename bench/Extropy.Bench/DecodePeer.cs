using System.Diagnostics;
using System.Globalization;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>Runs bench/peers/decode_torch.py over the same weights; see eng/install-bench-peers.sh.</summary>
internal sealed class DecodePeer(ParameterSet parameters, int prompt, int written, int rounds)
{
    /// <summary>Tokens a second at each number in flight: the median, at the better of one thread and all.</summary>
    public Dictionary<int, double> Run(int[] flights, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("extropy-bench-").FullName;
        try
        {
            CheckpointDirectory.Save(Path.Combine(folder, "model"), new Checkpoint(parameters, "bench"));
            var start = new ProcessStartInfo("/usr/bin/python3")
            {
                RedirectStandardOutput = true,
                ArgumentList =
                {
                    Script(), Path.Combine(folder, "model"), $"{prompt}", $"{written}", $"{rounds}", $"{threads}", string.Join(',', flights),
                },
            };
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("/usr/bin/python3 did not start.");
            var rates = new Dictionary<int, double>();
            while (process.StandardOutput.ReadLine() is { } line)
            {
                Console.WriteLine($"peer: {line}");
                string[] words = line.Split(' ');
                if (words[0] == "result") rates[int.Parse(words[1], CultureInfo.InvariantCulture)] = double.Parse(words[2], CultureInfo.InvariantCulture);
            }

            process.WaitForExit();
            return process.ExitCode == 0 ? rates : throw new InvalidOperationException("The peer failed; run eng/install-bench-peers.sh once.");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Script()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Extropy.slnx"))) folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? ".", "bench", "peers", "decode_torch.py");
    }
}
