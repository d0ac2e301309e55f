using System.Diagnostics;
using Extropy.Runs.Effects;

namespace Extropy.Cli.Tests;

/// <summary>A command in a process of its own that is killed in the middle of its run.</summary>
internal static class KilledProcess
{
    /// <summary>Starts it and kills it once so many effects of its run are on record, be it before it has read them.</summary>
    /// <returns>The run's name, and whether it was killed: a process may end before.</returns>
    public static async Task<(string Id, bool IsKilled)> OfAsync(string[] arguments, int effects)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using Process command = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "extropy.dll"), .. arguments])
        {
            RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        string first = await command.StandardError.ReadLineAsync(cancellation) ?? "";
        string id = first.Split(' ')[1];
        while (!command.HasExited && Effects(id) < effects) await Task.Delay(5, cancellation); // the journal tells nobody when it grows
        command.Kill(entireProcessTree: true);
        await command.WaitForExitAsync(cancellation);
        return (id, command.ExitCode != 0);
    }

    private static long Effects(string id)
    {
        using JournalView journal = JournalView.Open(Path.Combine(Home.Folder, id, "journal.db"));
        return journal.Effects;
    }
}
