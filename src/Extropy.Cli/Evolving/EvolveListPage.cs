using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Evolution.Problems;
using Spectre.Console;

namespace Extropy.Cli.Evolving;

/// <summary><c>evolve --list</c>: every problem with its record and the best of the recorded runs.</summary>
internal static class EvolveListPage
{
    /// <summary>Prints it.</summary>
    public static int Show(Invocation invocation) => Show(invocation, RecordedEvolution.All);

    /// <summary>Prints it for other recorded runs.</summary>
    internal static int Show(Invocation invocation, ImmutableArray<RecordedEvolution> recorded)
    {
        Row[] rows = [.. KnownProblems.All.Select(problem => Row.Of(problem, recorded))];
        if (invocation.Json)
        {
            JsonResult.Write(invocation.Terminal.Out, new JsonArray([.. rows.Select(row => (JsonNode)row.ToJson())]), Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        Table table = Pages.Table("problem", "wanted", "record", "our best", "gap", "seeds", "time");
        table.Columns[5].RightAligned();
        table.Columns[6].RightAligned();
        foreach (Row row in rows)
        {
            table.AddRow(
                $"[teal]{Markup.Escape(row.Problem.Id)}[/]",
                row.Problem.Aim == Aim.Maximise ? "more" : "less",
                row.Problem.Record is { } record ? $"{Gap.Number(record.Value)}{(record.IsProved ? " [grey](proved)[/]" : "")}" : "–",
                row.Best is { } best ? Gap.Number(best.Value) : "[grey]not recorded[/]",
                row.Best is { } found ? Markup.Escape(Gap.Text(row.Problem, found.Value)) : "",
                row.Runs == 0 ? "" : Durations.Count(row.Runs),
                row.Best is { } fast ? Durations.Text(TimeSpan.FromSeconds(fast.Seconds)) : "");
        }

        page.Write(table);
        page.MarkupLine("[grey]Any number of objects goes, for example circle-packing-20. Seeds: recorded runs; time: until the best of them had its value.[/]");
        Pages.Next(page, ("evolve circle-packing-26", "search for five minutes"), ("evolve circle-packing-26 --dry-run", "see what would be done"));
        return ExitCode.Done;
    }

    private sealed record Row(IOpenProblem Problem, RecordedEvolution? Best, int Runs)
    {
        public static Row Of(IOpenProblem problem, ImmutableArray<RecordedEvolution> recorded)
        {
            RecordedEvolution[] own = [.. recorded.Where(run => run.Problem == problem.Id)];
            double sign = problem.Aim == Aim.Maximise ? -1 : 1;
            return new Row(problem, own.OrderBy(run => sign * run.Value).ThenBy(run => run.Seconds).FirstOrDefault(), own.Length);
        }

        public JsonObject ToJson() => new()
        {
            ["problem"] = Problem.Id,
            ["title"] = Problem.Title,
            ["aim"] = Words.Of(Problem.Aim),
            ["record"] = Problem.Record is { } record
                ? new JsonObject { ["value"] = record.Value, ["source"] = record.Source, ["isProved"] = record.IsProved }
                : null,
            ["best"] = Best?.Value,
            ["gap"] = Best is { } found && Problem.Record is { } known ? Gap.Of(Problem, known, found.Value) : null,
            ["bestSeed"] = Best?.Seed,
            ["seeds"] = Runs,
            ["seconds"] = Best?.Seconds,
        };
    }
}
