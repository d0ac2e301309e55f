using System.Diagnostics;
using System.Globalization;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>A running bench/peers/train_step_torch.py, asked step by step, so that its steps and ours can take turns.</summary>
internal sealed class TrainStepPeer : IDisposable
{
    private readonly string _folder;
    private readonly Process _process;

    public TrainStepPeer(ParameterSet parameters, TrainingLoad load)
    {
        _folder = Directory.CreateTempSubdirectory("extropy-bench-").FullName;
        CheckpointDirectory.Save(Path.Combine(_folder, "model"), new Checkpoint(parameters, "bench"));
        load.Write(Path.Combine(_folder, "batch"));
        _process = PeerScript.Start(
            "train_step_torch.py", Path.Combine(_folder, "model"), Path.Combine(_folder, "batch"),
            TrainingLoad.LearningRate.ToString(CultureInfo.InvariantCulture));
        Ways = Answer("ways");
        About = string.Join(' ', Answer("ready"));
    }

    /// <summary>How rows may meet the matrices.</summary>
    public string[] Ways { get; }

    /// <summary>Version and libraries.</summary>
    public string About { get; }

    /// <summary>The loss of the last step.</summary>
    public double Loss { get; private set; }

    /// <summary>Chooses how rows meet the matrices, and the threads.</summary>
    public void Take(string way, int threads)
    {
        _process.StandardInput.WriteLine($"way {way} {threads}");
        Answer("done");
    }

    /// <summary>Makes steps; seconds of wall time.</summary>
    public double Run(int steps)
    {
        _process.StandardInput.WriteLine($"step {steps}");
        string[] words = Answer("done");
        Loss = double.Parse(words[1], CultureInfo.InvariantCulture);
        return double.Parse(words[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string[] Answer(string expected)
    {
        string? line = _process.StandardOutput.ReadLine();
        string[] words = line?.Split(' ') ?? [];
        return words.Length > 0 && words[0] == expected
            ? words[1..]
            : throw new InvalidOperationException($"The peer answered '{line}' where '{expected}' was expected; what it says stands above.");
    }
}
