using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Statistics;
using Extropy.Runs.Store;
using Extropy.Search.Comparison;
using Spectre.Console;

namespace Extropy.Cli.Comparing;

/// <summary>The page of <c>compare</c>: one table for each size, then what was equal.</summary>
internal static class ComparePage
{
    private const double Significant = 0.05;
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>What would be done.</summary>
    public static int Plan(Invocation invocation, ComparisonPlan plan, long searches, RunForecast forecast)
    {
        string[] strategies = [.. plan.Strategies.Select(strategy => strategy.Name)];
        if (invocation.Json)
        {
            var result = new JsonObject
            {
                ["searches"] = searches,
                ["problems"] = plan.Problems.Count,
                ["replicates"] = plan.Replicates,
                ["strategies"] = JsonResult.List(strategies),
                ["equalised"] = Words.Of(plan.Equalised),
                ["limit"] = plan.Limit,
                ["forecast"] = new JsonObject { ["events"] = forecast.Events, ["diskBytes"] = forecast.DiskBytes, ["memoryBytes"] = forecast.MemoryBytes },
            };
            JsonResult.Write(invocation.Terminal.Out, result, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("searches", $"{Durations.Count(searches)} [grey]({strategies.Length} strategies, {plan.Problems.Count * plan.Replicates} each)[/]"),
            ("strategies", Markup.Escape(string.Join(", ", strategies))),
            ("equal", $"{Durations.Count(plan.Limit)} generated tokens for each search"),
            ("at most", $"{Durations.Bytes(forecast.DiskBytes)} of disk, {Durations.Bytes(forecast.MemoryBytes)} of memory for the record"));
        page.MarkupLine("[grey]Nothing was spent.[/]");
        return ExitCode.Done;
    }

    /// <summary>The tables.</summary>
    public static void Show(Invocation invocation, CompareRequest request, ComparisonResult result, string run)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[bold]{Markup.Escape(request.Problem)}[/]  [grey]{Markup.Escape($"{Durations.Count(result.Limit)} generated tokens for each search, seed {request.Seed}")}[/]");
        if (request.Goals == "truth")
            page.MarkupLine("[yellow]The goals were built from the known solutions: this is no claim about inference.[/]");
        foreach (IGrouping<string, ComparisonRow> group in result.Rows.GroupBy(row => row.Group, StringComparer.Ordinal)) Group(page, result, group);

        Pages.Heading(page, "Reading");
        Pages.Pairs(
            page,
            ("solved", "right answer, no false step, every role derived; percent with 95 % Wilson intervals"),
            ("answered", "the right answer occurred, derived or not: with few people it is often a guess"),
            ("recombined", "share of the successes with a recombined ancestor"),
            ("spent", "generated tokens of the searches that did not solve: equal budgets mean equal figures here"),
            ("against", $"puzzles that only this strategy : only {Markup.Escape(result.Reference)} solved; p of the sign test, Holm-adjusted within the table"));
        Pages.Next(page, ($"runs resume {run}", "show this again, without spending"), ($"runs report {run}", "as one HTML file"));
    }

    private static void Group(IAnsiConsole page, ComparisonResult result, IGrouping<string, ComparisonRow> group)
    {
        Pages.Heading(page, string.Create(Culture, $"{group.Key}  ({group.First().Trials} searches each)"));
        Table table = Pages.Table("strategy", "solved", "answered", "recombined", "tokens to solve", "spent unsolved", $"against {result.Reference}");
        for (int column = 1; column < table.Columns.Count; column++) table.Columns[column].RightAligned();
        double most = group.Max(row => row.SolvedRate.Estimate);
        foreach (ComparisonRow row in group)
        {
            bool isBest = row.SolvedRate.Estimate >= most && most > 0;
            table.AddRow(
                $"{(isBest ? "[bold teal]" : "[teal]")}{Markup.Escape(row.Strategy)}[/]",
                EvaluationTable.Percent(row.SolvedRate),
                EvaluationTable.Percent(row.AnsweredRate),
                row.Solved == 0 ? "[grey]–[/]" : string.Create(Culture, $"{100 * row.EvolvedShare:0} %"),
                row.Solved == 0 ? "[grey]–[/]" : Mean(row.TokensToSolve),
                Spent(row.SpentUnsolved),
                Against(row));
        }

        page.Write(table);
    }

    private static string Mean(MeanAndError mean) =>
        double.IsFinite(mean.StandardError) ? string.Create(Culture, $"{mean.Mean:N0} [grey]± {mean.StandardError:N0}[/]") : string.Create(Culture, $"{mean.Mean:N0}");

    private static string Spent(SpentRange spent) =>
        spent.Searches == 0 ? "[grey]–[/]" : string.Create(Culture, $"{spent.Mean:N0} [grey]({spent.Least:N0}–{spent.Most:N0})[/]");

    private static string Against(ComparisonRow row)
    {
        if (row.AgainstReference is not { } pair || row.AdjustedP is not { } p) return "[grey]reference[/]";
        string style = p >= Significant ? "grey" : pair.OnlyFirst > pair.OnlySecond ? "green" : "red";
        return string.Create(Culture, $"{pair.OnlyFirst} : {pair.OnlySecond}  [{style}]p {Probability(p)}[/]");
    }

    private static string Probability(double p) => p < 0.001 ? "< 0.001" : p.ToString("0.000", Culture);
}
