using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;
using Spectre.Console;

namespace Extropy.Cli.Running;

/// <summary>The pages of <c>runs list</c> and <c>runs show</c>.</summary>
internal static class RunPages
{
    private const int LongestLine = 80;

    /// <summary>All runs.</summary>
    public static int List(Invocation invocation)
    {
        RunStore store = RunStore.FromEnvironment(invocation.Time);
        ImmutableArray<RunSummary> runs = store.List();
        if (invocation.Json)
        {
            JsonResult.Write(invocation.Terminal.Out, new JsonArray([.. runs.Select(run => (JsonNode)Json(run))]), Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        if (runs.IsEmpty)
        {
            page.MarkupLine($"[grey]No runs in {Markup.Escape(store.Root)} yet.[/]  [teal]{Markup.Escape(store.Program)} solve knights-and-knaves[/]");
            return ExitCode.Done;
        }

        Table table = Pages.Table("run", "state", "began", "size", "command");
        table.Columns[3].RightAligned();
        foreach (RunSummary run in runs)
        {
            table.AddRow(
                $"[teal]{Markup.Escape(run.Id)}[/]",
                State(run),
                run.Manifest.CreatedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Durations.Bytes(run.Bytes),
                Markup.Escape(SafeText.Short(string.Join(' ', run.Manifest.Arguments), LongestLine)));
        }

        page.Write(table);
        return ExitCode.Done;
    }

    /// <summary>One run.</summary>
    public static int Show(Invocation invocation, string id)
    {
        RunStore store = RunStore.FromEnvironment(invocation.Time);
        RunSummary run = store.Show(id);
        using JournalView? journal = File.Exists(Journal(run)) ? JournalView.Open(Journal(run)) : null;
        if (invocation.Json)
        {
            JsonObject result = Json(run);
            result["effects"] = journal?.Effects;
            result["searches"] = journal?.Streams;
            result["series"] = JsonResult.List(journal?.Series() ?? []);
            result["options"] = new JsonObject(run.Manifest.Options.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)option.Value)));
            result["versions"] = new JsonObject(run.Manifest.Versions.Select(version => KeyValuePair.Create(version.Key, (JsonNode?)version.Value)));
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[bold]{Markup.Escape(run.Id)}[/]  {State(run)}");
        Pages.Pairs(page, [.. Facts(run, journal)]);
        if (!run.Manifest.Options.IsEmpty)
        {
            Pages.Heading(page, "Options");
            Pages.Pairs(page, [.. run.Manifest.Options.Select(option => (option.Key, Markup.Escape(SafeText.Line(option.Value))))]);
        }

        Pages.Next(
            page,
            ($"runs resume {run.Id}", run.CanResume ? "go on where it stopped" : "show the result again, without spending"),
            ($"runs report {run.Id}", run.Manifest.Command == "evolve"
                ? "one HTML file with pictures of the best layouts, lineage, goals and the curve"
                : "one HTML file with the search tree, goals over time and entropy"));
        return ExitCode.Done;
    }

    private static IEnumerable<(string Label, string Value)> Facts(RunSummary run, JournalView? journal)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        yield return ("command", Markup.Escape(SafeText.Line(string.Join(' ', run.Manifest.Arguments))));
        yield return ("seed", run.Manifest.Seed.ToString(culture));
        yield return ("began", run.Manifest.CreatedAt.ToString("yyyy-MM-dd HH:mm:ss", culture));
        yield return ("changed", run.Manifest.ChangedAt.ToString("yyyy-MM-dd HH:mm:ss", culture));
        yield return ("resumed", run.Manifest.Resumes.ToString(culture));
        if (run.Manifest.ExitCode is { } code) yield return ("exit code", code.ToString(culture));
        if (run.Manifest.Failure is { } failure) yield return ("failure", $"[red]{Markup.Escape(SafeText.Line(failure))}[/]");
        if (journal is not null) yield return ("journal", $"{Durations.Count(journal.Effects)} effects of {Durations.Count(journal.Streams)} searches, {Durations.Bytes(run.Bytes)}");
        yield return ("folder", Markup.Escape(run.Folder));
    }

    private static string State(RunSummary run) => run.State switch
    {
        RunState.Finished => run.Manifest.ExitCode is ExitCode.Unsolved ? "[yellow]finished, unsolved[/]" : "[green]finished[/]",
        RunState.Running => "[teal]running[/]",
        RunState.Failed => "[red]failed[/]",
        _ => "[yellow]interrupted[/]",
    };

    private static string Journal(RunSummary run) => Path.Combine(run.Folder, "journal.db");

    private static JsonObject Json(RunSummary run) => new()
    {
        ["id"] = run.Id,
        ["command"] = run.Manifest.Command,
        ["arguments"] = JsonResult.List(run.Manifest.Arguments),
        ["seed"] = run.Manifest.Seed,
        ["state"] = Words.Of(run.State),
        ["exitCode"] = run.Manifest.ExitCode,
        ["resumes"] = run.Manifest.Resumes,
        ["createdAt"] = run.Manifest.CreatedAt.ToString("O", CultureInfo.InvariantCulture),
        ["changedAt"] = run.Manifest.ChangedAt.ToString("O", CultureInfo.InvariantCulture),
        ["bytes"] = run.Bytes,
        ["folder"] = run.Folder,
    };
}
