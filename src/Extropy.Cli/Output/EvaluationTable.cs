using System.Globalization;
using Extropy.Core.Statistics;
using Extropy.Learning.Pretraining.KnightsAndKnaves;
using Spectre.Console;

namespace Extropy.Cli.Output;

/// <summary>The table of <c>eval</c> and of <c>pretrain</c>'s end: what a model does by itself.</summary>
internal static class EvaluationTable
{
    /// <summary>The table.</summary>
    public static Table Of(IReadOnlyList<KkEvaluationRow> rows, int samples)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        Table table = Pages.Table(
            "people", "puzzles", "greedy solved", "greedy right", "pass@1 solved", "pass@1 right", string.Create(culture, $"pass@{samples} solved"), "tokens", "gate");
        foreach (TableColumn column in table.Columns) column.RightAligned();
        foreach (KkEvaluationRow row in rows)
        {
            bool isGated = KkEvaluation.GateSizes.Contains(row.People);
            table.AddRow(
                row.People.ToString(culture),
                row.Puzzles.ToString(culture),
                Percent(row.GreedySolved),
                Percent(row.GreedyRight),
                Percent(row.SampledSolved),
                Percent(row.SampledRight),
                Percent(Complement(row.AllWrong)),
                row.TokensPerSample.ToString("0", culture),
                !isGated ? "" : row.IsWithinGate ? "[green]within[/]" : "[yellow]outside[/]");
        }

        return table;
    }

    /// <summary>An interval in percent: <c>62.5 (55.7–68.9)</c>.</summary>
    public static string Percent(Interval interval) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * interval.Estimate:0.0} [grey]({100 * interval.Low:0.0}–{100 * interval.High:0.0})[/]");

    /// <summary>1 − an interval.</summary>
    public static Interval Complement(Interval interval) => interval with { Estimate = 1 - interval.Estimate, Low = 1 - interval.High, High = 1 - interval.Low };
}
