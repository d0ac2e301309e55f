using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Core.Chance;
using Extropy.Tasks.KnightsAndKnaves.Data;
using Extropy.Tasks.KnightsAndKnaves.English;
using Extropy.Tasks.KnightsAndKnaves.Generation;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy tasks check|generate</c>: the problems themselves, without any search.</summary>
internal static class TasksCommand
{
    private const int MostPuzzles = 1_000_000;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The command with its parts.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("tasks", "check data files and generate puzzles");
        command.Add(Check(host));
        command.Add(Generate(host));
        return command;
    }

    private static Command Check(CommandHost host)
    {
        var command = new Command("check", "read every puzzle of a data file from its English text and compare with what the row carries");
        Argument<string?> task = Flags.Name("task", "task", "which family", KkSetup.Name);
        Option<string?> data = Flags.Text("--data", "FILE", "a .parquet or .jsonl file of puzzles (required)");
        data.Required = true;
        command.Add(task);
        command.Add(data);
        host.Handle(command, invocation => CheckAsync(invocation, invocation.Get(data)!)); // required
        return command;
    }

    private static Command Generate(CommandHost host)
    {
        var command = new Command("generate", "draw puzzles with exactly one solution, as JSON lines that --data reads");
        Argument<string?> task = Flags.Name("task", "task", "which family", KkSetup.Name);
        Option<long?> people = Flags.Whole("--people", "N", "inhabitants, 2 to 10 (default 3)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<long?> count = Flags.Whole("--count", "N", "how many, all different (default 10)", 1, MostPuzzles);
        command.Add(task);
        command.Add(people);
        command.Add(count);
        host.Handle(command, invocation => Task.FromResult(Draw(invocation, (int)(invocation.Get(people) ?? KkSetup.DefaultPeople), (int)(invocation.Get(count) ?? 10))));
        return command;
    }

    private static async Task<int> CheckAsync(Invocation invocation, string file)
    {
        KkDataReport report = await KkDataCheck.RunAsync(file, invocation.Cancellation);
        if (invocation.Json)
        {
            var result = new JsonObject
            {
                ["rows"] = report.Rows,
                ["parsed"] = report.Parsed,
                ["withStatements"] = report.WithStatements,
                ["statementsEqual"] = report.StatementsEqual,
                ["withSolution"] = report.WithSolution,
                ["solutionEqual"] = report.SolutionEqual,
                ["faults"] = JsonResult.List(report.Faults),
            };
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return report.IsClean ? ExitCode.Done : ExitCode.Failed;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        Pages.Pairs(
            page,
            ("rows", Durations.Count(report.Rows)),
            ("parsed", Of(report.Parsed, report.Rows)),
            ("statementsEqual", $"{Of(report.StatementsEqual, report.WithStatements)} [grey]that carry statements[/]"),
            ("solutionEqual", $"{Of(report.SolutionEqual, report.WithSolution)} [grey]that carry a solution[/]"),
            ("time", Durations.Text(invocation.Elapsed)));
        foreach (string fault in report.Faults) page.MarkupLine($"  [red]✗[/] {Markup.Escape(SafeText.Short(fault, 300))}");
        page.MarkupLine(report.IsClean ? "[green]✓ every row agrees[/]" : "[red]✗ some rows do not agree[/]");
        return report.IsClean ? ExitCode.Done : ExitCode.Failed;
    }

    private static string Of(long part, long whole) => $"{Durations.Count(part)} [grey]of {Durations.Count(whole)}[/]";

    private static int Draw(Invocation invocation, int people, int count)
    {
        RandomStream stream = RandomStream.FromSeed(invocation.Seed).For("tasks/generate").For(people);
        foreach (KkPuzzle puzzle in KkGenerator.Generate(people, count, stream))
        {
            KkSolver.TryUnique(puzzle, out int knights);
            var answer = new JsonObject();
            for (int person = 0; person < people; person++) answer[puzzle.Names[person]] = knights >> person & 1;
            var row = new JsonObject { ["prompt"] = KkEnglish.Write(puzzle), ["answer"] = answer.ToJsonString(OneLine) };
            invocation.Terminal.Out.WriteLine(row.ToJsonString(OneLine));
        }

        return ExitCode.Done;
    }
}
