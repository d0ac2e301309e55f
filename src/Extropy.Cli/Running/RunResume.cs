using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;

namespace Extropy.Cli.Running;

/// <summary><c>runs resume</c>: types the run's command line again, on the run's own record.</summary>
internal static class RunResume
{
    /// <summary>Goes on with a run, on request from what is whole of a damaged journal.</summary>
    public static Task<int> RunAsync(Invocation invocation, string id, bool salvage)
    {
        RunStore store = RunStore.FromEnvironment(invocation.Time);
        RunSummary run = store.Show(id);
        if (salvage) Salvage(invocation, store, id);
        List<string> arguments = [.. run.Manifest.Arguments];
        if (invocation.Json && !arguments.Contains("--json")) arguments.Add("--json");
        if (invocation.Has(CommonFlags.Workers)) // never changes a result, so it may differ from the first time
        {
            int typed = arguments.IndexOf("--workers");
            if (typed >= 0) arguments.RemoveRange(typed, Math.Min(2, arguments.Count - typed));
            arguments.AddRange(["--workers", invocation.Workers.ToString(CultureInfo.InvariantCulture)]);
        }

        return invocation.Host.RunAsync([.. arguments], invocation.Cancellation, id);
    }

    private static void Salvage(Invocation invocation, RunStore store, string id)
    {
        (long saved, JournalDamagedException? damage) = store.Salvage(id);
        if (damage is null) return;
        invocation.Terminal.Error.WriteLine($"{damage.Message} Saved: {saved} answers; the damaged journal is kept beside the new one.");
    }
}
