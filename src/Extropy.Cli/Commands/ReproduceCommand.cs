using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Extropy.Catalog.Experiments;
using Extropy.Catalog.Systems;
using Extropy.Cli.Hosting;
using Extropy.Cli.Models;
using Extropy.Cli.Output;
using Extropy.Cli.Reporting;
using Extropy.Cli.Running;
using Extropy.Core.Errors;
using Extropy.Core.Text;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy reproduce [experiment]</c>: runs the small-scale experiments of the published systems.</summary>
internal static class ReproduceCommand
{
    private const int MostRepetitions = 1_000_000;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("reproduce", "run the experiment of a published claim and print a verdict");
        Argument<string?> name = Flags.Free("experiment", "which one; none lists them all", required: false);
        Option<long?> repetitions = Flags.Whole("--repetitions", "N", "independent repetitions (default: the experiment's own number)", 1, MostRepetitions);
        Option<string?> results = Flags.Text("--results", "FOLDER", "where experiments of many runs keep one file a run, and go on from what is there (default: in the run)");
        command.Add(name);
        command.Add(repetitions);
        command.Add(results);
        host.Handle(command, invocation => RunAsync(invocation, invocation.Get(name), (int)(invocation.Get(repetitions) ?? 0), invocation.Get(results)));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, string? name, int repetitions, string? results)
    {
        if (name is null) return List(invocation);

        IExperiment experiment = Find(name);
        var options = new ExperimentOptions { Seed = invocation.Seed, Repetitions = repetitions, Workers = invocation.Workers, Model = ShippedModel.TryFind(Solving.KkSetup.Name) };
        return await RunScope.RunAsync(invocation, "reproduce", ImmutableSortedDictionary<string, string>.Empty.Add("experiment", experiment.Name), async run =>
        {
            ExperimentReport report;
            using (var progress = new ProgressLine(invocation))
            {
                report = await experiment.RunAsync(options with { Folder = results ?? Path.Combine(run.Folder, "results") }, progress, invocation.Cancellation);
            }

            string page = Path.Combine(run.Folder, "report.html");
            await File.WriteAllTextAsync(page, ExperimentPage.Of(experiment, report), new UTF8Encoding(false), invocation.Cancellation);
            int code = report.Verdict == ExperimentVerdict.Refuted ? ExitCode.Failed : ExitCode.Done;
            return new RunEnd(code, ExperimentJson.Of(report, options), () => Show(invocation, experiment, report, page)) { Measured = new JsonObject { ["report"] = page } };
        });
    }

    private static IExperiment Find(string name)
    {
        if (KnownExperiments.Find(name) is { } experiment) return experiment;
        if (PublishedSystems.Find(name) is { } system)
        {
            throw new BadInputException(system.Experiments.IsEmpty
                ? $"'{system.Id}' is planned: it has no experiment yet; `{Invocation.CommandName} catalog` shows what works"
                : $"'{system.Id}' has several experiments; name one: {string.Join(", ", system.Experiments)}");
        }

        throw new BadInputException(NearestNames.Message("experiment", name, [.. KnownExperiments.All.Select(known => known.Name)]));
    }

    private static int List(Invocation invocation)
    {
        if (invocation.Json)
        {
            var items = KnownExperiments.All.Select(experiment => (JsonNode)new JsonObject
            {
                ["name"] = experiment.Name,
                ["title"] = experiment.Title,
                ["recorded"] = RecordedResults.VerdictOf(experiment.Name),
            });
            JsonResult.Write(invocation.Terminal.Out, new JsonArray([.. items]), Measured.Of(invocation));
            return ExitCode.Done;
        }

        Table table = Pages.Table("experiment", "what it asks", "recorded");
        foreach (IExperiment experiment in KnownExperiments.All)
            table.AddRow($"[teal]{experiment.Name}[/]", Markup.Escape(experiment.Title), RecordedResults.VerdictOf(experiment.Name) ?? "[grey]not yet[/]");
        invocation.Terminal.Page.Write(table);
        return ExitCode.Done;
    }

    private static void Show(Invocation invocation, IExperiment experiment, ExperimentReport report, string file)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[bold]{Markup.Escape(experiment.Name)}[/]  {Markup.Escape(experiment.Title)}");
        if (!report.Rules.IsDefaultOrEmpty)
        {
            Pages.Heading(page, "Rules");
            foreach (string rule in report.Rules) page.MarkupLine($"  [grey]{Markup.Escape(rule)}[/]");
        }

        foreach (ExperimentTable figures in report.Tables)
        {
            Pages.Heading(page, figures.Title);
            Table table = Pages.Table([.. figures.Columns]);
            for (int column = 1; column < figures.Columns.Length; column++) table.Columns[column].RightAligned();
            foreach (var row in figures.Rows) table.AddRow([.. row.Select(Markup.Escape)]);
            page.Write(table);
            if (figures.Note is not null) page.MarkupLine($"  [grey]{Markup.Escape(figures.Note)}[/]");
        }

        page.WriteLine();
        page.MarkupLine($"[bold]{Style(report.Verdict)}[/]  {Markup.Escape(report.Summary)}");
        page.MarkupLine($"[grey]seed {invocation.Seed}, {Durations.Text(invocation.Elapsed)}[/]");
        page.MarkupLine($"[green]✓[/] {Markup.Escape(file)}  [grey]open it in any browser[/]");
    }

    private static string Style(ExperimentVerdict verdict) => verdict switch
    {
        ExperimentVerdict.Confirmed => $"[green]{VerdictWords.Of(verdict)}[/]",
        ExperimentVerdict.Refuted => $"[red]{VerdictWords.Of(verdict)}[/]",
        _ => $"[yellow]{VerdictWords.Of(verdict)}[/]",
    };
}
