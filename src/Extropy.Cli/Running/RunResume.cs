using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Runs.Store;

namespace Extropy.Cli.Running;

/// <summary><c>runs resume</c>: types the run's command line again, on the run's own record.</summary>
internal static class RunResume
{
    /// <summary>Goes on with a run.</summary>
    public static Task<int> RunAsync(Invocation invocation, string id)
    {
        RunSummary run = RunStore.FromEnvironment(invocation.Time).Show(id);
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
}
