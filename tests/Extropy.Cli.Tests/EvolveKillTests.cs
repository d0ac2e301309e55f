using System.Diagnostics;
using Extropy.Runs.Effects;

namespace Extropy.Cli.Tests;

/// <summary><c>kill -9</c> on a real evolution.</summary>
[Trait("kind", "crash-resume")]
public sealed class EvolveKillTests
{
    private static readonly string[] Arguments = ["evolve", "circle-packing-8", "--proposer", "genome", "--evaluations", "120", "--seed", "909", "--json"];

    [Fact]
    public async Task Evolve_KilledTwiceAndResumed_EndsWithTheSameResult()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        string id = await KillAsync(Arguments, known: null, effects: 10, cancellation);
        await KillAsync(["runs", "resume", id], known: id, effects: 40, cancellation);

        CliRun resumed = await Cli.RunAsync("runs", "resume", id, "--json");
        CliRun whole = await Cli.RunAsync(Arguments);

        Assert.Equal(whole.Result, resumed.Result);
        Assert.Contains("\"resumes\": 2", resumed.Out, StringComparison.Ordinal);
    }

    /// <summary>Starts a process and kills it once so many effects of its run are on record.</summary>
    private static async Task<string> KillAsync(string[] arguments, string? known, int effects, CancellationToken cancellation)
    {
        using Process command = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        string first = await command.StandardError.ReadLineAsync(cancellation) ?? "";
        string id = known ?? first.Split(' ')[1];
        while (!command.HasExited && Effects(id) < effects) await Task.Delay(5, cancellation);
        command.Kill(entireProcessTree: true);
        await command.WaitForExitAsync(cancellation);
        Assert.NotEqual(0, command.ExitCode); // it was killed before its end
        return id;
    }

    private static long Effects(string id)
    {
        using JournalView journal = JournalView.Open(Path.Combine(Home.Folder, id, "journal.db"));
        return journal.Effects;
    }
}
