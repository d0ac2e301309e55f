using System.Diagnostics;

namespace Extropy.Bench;

/// <summary>A script of bench/peers in a Python that has PyTorch.</summary>
internal static class PeerScript
{
    private const string Python = "/usr/bin/python3"; // where eng/install-bench-peers.sh puts PyTorch

    /// <summary>What is missing, as a sentence with the remedy; or null.</summary>
    public static string? Missing()
    {
        const string Remedy = "run eng/install-bench-peers.sh once";
        if (!File.Exists(Python)) return $"PyTorch was not measured: there is no {Python}; {Remedy}.";
        var start = new ProcessStartInfo(Python) { RedirectStandardError = true, ArgumentList = { "-c", "import numpy, torch" } };
        using Process? process = Process.Start(start);
        string? fault = process?.StandardError.ReadToEnd().TrimEnd().Split('\n')[^1];
        process?.WaitForExit();
        return process is { ExitCode: 0 } ? null : $"PyTorch was not measured: {Python} says '{fault}'; {Remedy}.";
    }

    /// <summary>Starts a script; its standard streams are ours.</summary>
    public static Process Start(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(Root(), "bench", "peers", script));
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException($"{Python} did not start.");
    }

    private static string Root()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Extropy.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? ".";
    }
}
