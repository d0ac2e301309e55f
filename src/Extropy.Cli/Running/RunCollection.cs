using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Errors;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Running;

/// <summary><c>runs gc</c>: deletes finished runs by age or size.</summary>
internal static class RunCollection
{
    /// <summary>Plans, deletes unless only asked to show, and says what went.</summary>
    public static int Run(Invocation invocation, long? olderThanDays, long? keepMegabytes, bool isDryRun)
    {
        if (olderThanDays is null && keepMegabytes is null)
            throw new BadInputException("runs gc needs --older-than-days N or --keep-mb N: nothing is deleted without a rule");

        RunStore store = RunStore.FromEnvironment(invocation.Time);
        CollectionPlan plan = store.Plan(new CollectionRule
        {
            OlderThan = olderThanDays is { } days ? TimeSpan.FromDays(days) : null,
            KeepBytes = keepMegabytes << 20,
        });
        ImmutableArray<RunSummary> gone = isDryRun ? plan.Runs : store.Collect(plan);
        if (invocation.Json)
        {
            var result = new JsonObject
            {
                ["dryRun"] = isDryRun,
                ["runs"] = JsonResult.List(gone.Select(run => run.Id)),
                ["freedBytes"] = gone.Sum(run => run.Bytes),
            };
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        foreach (RunSummary run in gone) page.MarkupLine($"  {Markup.Escape(run.Id)}  [grey]{Durations.Bytes(run.Bytes)}[/]");
        string verb = isDryRun ? "would go" : "deleted";
        page.MarkupLine($"{Durations.Count(gone.Length)} {(gone.Length == 1 ? "run" : "runs")} {verb}, {Durations.Bytes(gone.Sum(run => run.Bytes))}. [grey]Runs that can be resumed stay.[/]");
        return ExitCode.Done;
    }
}
