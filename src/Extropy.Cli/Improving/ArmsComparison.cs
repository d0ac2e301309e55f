using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Extropy.Catalog.Bes;
using Extropy.Catalog.Experiments;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Reporting;
using Extropy.Cli.Running;
using Extropy.Learning.Improvement.Arms;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Improving;

/// <summary><c>improve --arms</c>: runs the arms seed by seed into result files, and makes one report of all of them.</summary>
internal static class ArmsComparison
{
    /// <summary>Runs what is missing and reports.</summary>
    public static Task<int> RunAsync(Invocation invocation, ArmsRequest request) => RunScope.RunAsync(
        invocation,
        "improve",
        ImmutableSortedDictionary<string, string>.Empty.Add("arms", string.Join(',', request.Plan.Arms.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Arm.Name}:{entry.Seeds}")))),
        async run =>
        {
            string folder = request.Folder ?? Path.Combine(run.Folder, "arms");
            ImmutableArray<ArmRecord> records = await RecordsAsync(invocation, run, request, folder);
            ExperimentReport report = BesLogicalReport.Of(records, request.Plan);
            JsonObject result = ExperimentJson.Of(report, new ExperimentOptions { Seed = invocation.Seed });
            string page = Path.Combine(folder, "report.html");
            await File.WriteAllTextAsync(page, ArmsReportPage.Of(report, records), new UTF8Encoding(false), invocation.Cancellation);
            await File.WriteAllTextAsync(
                Path.Combine(folder, "summary.json"), JsonResult.ToText(new JsonObject { ["result"] = result.DeepClone() }) + "\n", new UTF8Encoding(false), invocation.Cancellation);
            return new RunEnd(ExitCode.Done, result, () => Show(invocation, report, page)) { Measured = new JsonObject { ["folder"] = folder } };
        });

    private static async Task<ImmutableArray<ArmRecord>> RecordsAsync(Invocation invocation, RunSession run, ArmsRequest request, string folder)
    {
        ImprovementWatch? watch = null;
        int begun = 0, all = request.Plan.Runs.Count();
        try
        {
            var runner = new ArmsRunner(request.Plan, request.Model, folder, invocation.Workers);
            return await runner.RunAsync(
                (arm, seed) =>
                {
                    watch?.Dispose();
                    string prefix = string.Create(CultureInfo.InvariantCulture, $"[{++begun} of at most {all}] {arm.Name} seed {seed}, ");
                    return watch = new ImprovementWatch(invocation, run, request.Plan.Options.Run.Updates, prefix);
                },
                invocation.Cancellation);
        }
        finally
        {
            watch?.Dispose();
        }
    }

    private static void Show(Invocation invocation, ExperimentReport report, string page)
    {
        IAnsiConsole console = invocation.Terminal.Page;
        foreach (ExperimentTable table in report.Tables)
        {
            Pages.Heading(console, table.Title);
            Table grid = Pages.Table([.. table.Columns]);
            foreach (ImmutableArray<string> row in table.Rows) grid.AddRow([.. row.Select(Markup.Escape)]);
            console.Write(grid);
            if (table.Note is { } note) console.MarkupLine($"[grey]{Markup.Escape(note)}[/]");
        }

        console.MarkupLine($"[bold]{VerdictWords.Of(report.Verdict)}[/]: {Markup.Escape(report.Summary)}");
        console.MarkupLine($"[green]✓[/] {Markup.Escape(page)}  [grey]open it in any browser[/]");
    }
}
