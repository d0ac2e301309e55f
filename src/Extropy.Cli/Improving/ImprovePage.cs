using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Core.Statistics;
using Extropy.Learning.Improvement;
using Extropy.Learning.Recipes;
using Spectre.Console;

namespace Extropy.Cli.Improving;

/// <summary>What <c>improve</c> prints.</summary>
internal static class ImprovePage
{
    /// <summary>The plan: what would be done, every effective setting with its source, what it needs.</summary>
    public static void Plan(Invocation invocation, ImproveRequest request, ImprovementMemory memory)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("recipe", Markup.Escape(request.Recipe.Name)),
            ("learns from", $"{Durations.Count(request.Options.Puzzles)} puzzles each of {string.Join(", ", request.Options.People)} people"),
            ("checked on", $"{Durations.Count(request.Options.ValidationPuzzles)} held-out puzzles each of {string.Join(", ", request.Options.ValidationPeople)} people"),
            ("updates", Durations.Count(request.Options.Run.Updates)),
            ("memory", MemoryText(memory)));
        Table table = Pages.Table("setting", "value", "from", "meaning");
        foreach (RecipeKnob knob in RecipeKnobs.All)
            table.AddRow(knob.Name, Markup.Escape(knob.Get(request.Recipe)), Markup.Escape(request.Choice.SourceOf(knob)), Markup.Escape(knob.About));
        page.Write(table);
    }

    /// <summary>What it takes and what for.</summary>
    public static string MemoryText(ImprovementMemory memory) =>
        $"at most about {Durations.Bytes(memory.Bytes)}: training {Durations.Bytes(memory.Training + memory.Weights + memory.Batch)}, the frozen start {Durations.Bytes(memory.Reference)}, sampling {Durations.Bytes(memory.Serving)}, the rest {Durations.Bytes(memory.Rest)}";

    /// <summary>The end: before, after, and what to do next.</summary>
    public static void Show(Invocation invocation, ImproveRequest request, ImprovementResult result, string folder)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[green]✓[/] [bold]{Markup.Escape(folder)}[/]");
        Pages.Pairs(
            page,
            ("recipe", Markup.Escape(request.Recipe.Name)),
            ("updates", Durations.Count(result.Updates.Length)),
            ("tokens", $"{Durations.Count(result.Tokens)} generated"),
            ("prompts solved", result.PromptSolveRate.ToString("0.0 %", CultureInfo.InvariantCulture)),
            ("weights", $"{result.Before} → {result.After}"));
        Pages.Heading(page, "On held-out puzzles, by itself, without search");
        page.Write(Table(result));
        page.MarkupLine("[grey]solved: right answer, no false step, every role derived. Percent with 95 % Wilson intervals; p: sign test puzzle by puzzle, Holm-adjusted over all tests of the table.[/]");
        Pages.Next(
            page,
            ($"solve {KkSetup.Name} --model {folder}", "solve with it"),
            ($"eval {KkSetup.Name} --model {folder}", "pass@k of it"));
    }

    private static Table Table(ImprovementResult result)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Table table = Pages.Table("level", "puzzles", "pass@1 before", "pass@1 after", "p", "greedy before", "greedy after", "p ");
        foreach (TableColumn column in table.Columns) column.RightAligned();
        LevelChange[] changes = [.. LevelChange.Of(result.Validation[0], result.Validation[^1])];
        double[] adjusted = Holm.Adjusted([.. changes.Select(change => change.Sampled.PValue), .. changes.Select(change => change.Greedy.PValue)]);
        for (int i = 0; i < changes.Length; i++)
        {
            (LevelOutcome before, LevelOutcome after) = (changes[i].Before, changes[i].After);
            table.AddRow(
                before.Name,
                before.Count.ToString(culture),
                EvaluationTable.Percent(LevelChange.Rate(before.SolvedRate, before.Count)),
                EvaluationTable.Percent(LevelChange.Rate(after.SolvedRate, after.Count)),
                P(adjusted[i]),
                EvaluationTable.Percent(LevelChange.Rate(before.GreedyRate, before.Count)),
                EvaluationTable.Percent(LevelChange.Rate(after.GreedyRate, after.Count)),
                P(adjusted[changes.Length + i]));
        }

        return table;
    }

    private static string P(double p) => p < 0.001 ? "< .001" : p.ToString(".000", CultureInfo.InvariantCulture);
}
