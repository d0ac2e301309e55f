using System.Text;
using System.Text.Json.Nodes;
using Extropy.Cli.Evolving;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Reporting;
using Extropy.Cli.Solving;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Running;

/// <summary><c>runs report</c>: one self-contained HTML file.</summary>
internal static class RunReport
{
    /// <summary>Writes the file and says where it is.</summary>
    public static async Task<int> RunAsync(Invocation invocation, string id, string? file)
    {
        RunSummary run = RunStore.FromEnvironment(invocation.Time).Show(id);
        string html;
        if (run.Manifest.Command == "solve")
        {
            SolveReport report = await SolveReplay.OfAsync(run, invocation.Workers, invocation.Cancellation);
            html = SearchReportPage.Of(report, run.Id);
        }
        else if (run.Manifest.Command == "evolve")
        {
            EvolveReport report = await EvolveReplay.OfAsync(run, invocation.Host.Proposers, invocation.Cancellation);
            html = EvolutionReportPage.Of(report, run.Id);
        }
        else
        {
            html = RunReportPage.Of(run);
        }

        string path = Path.GetFullPath(file ?? Path.Combine(run.Folder, "report.html"));
        await File.WriteAllTextAsync(path, html, new UTF8Encoding(false), invocation.Cancellation);
        if (invocation.Json)
            JsonResult.Write(invocation.Terminal.Out, new JsonObject { ["run"] = run.Id, ["bytes"] = Encoding.UTF8.GetByteCount(html) }, Measure(invocation, path));
        else
            invocation.Terminal.Page.MarkupLine($"[green]✓[/] {Markup.Escape(path)}  [grey]{Durations.Bytes(html.Length)}, open it in any browser[/]");
        return ExitCode.Done;
    }

    private static JsonObject Measure(Invocation invocation, string path)
    {
        JsonObject measured = Measured.Of(invocation);
        measured["file"] = path;
        return measured;
    }
}
