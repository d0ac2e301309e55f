using System.Collections.Immutable;
using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Cli.Output;
using Extropy.Cli.Reporting;
using Extropy.Learning.Improvement.Arms;

namespace Extropy.Cli.Improving;

/// <summary>The comparison as one HTML file: verdict, tables, curves of every arm and seed.</summary>
internal static class ArmsReportPage
{
    private const int Width = 1000;
    private const int Height = 260;
    private const int Window = 10; // updates of a running mean

    private static readonly (string Style, string Arm)[] Drawn = [("root", KnownArms.Baseline), ("evolved", KnownArms.Control), ("written", KnownArms.Flagship), ("finish", "rescue")];

    /// <summary>The file's text.</summary>
    public static string Of(ExperimentReport report, ImmutableArray<ArmRecord> records)
    {
        var page = new HtmlPage();
        page.Add($"<header><h1>BES for post-training: arms side by side</h1><p class=\"quiet\">{HtmlPage.Escape($"{VerdictWords.Of(report.Verdict)}: {report.Summary}")}</p></header>");
        foreach (ExperimentTable table in report.Tables)
            page.Section(table.Title, table.Note ?? "", HtmlPage.Table(table.Columns, table.Rows.Select(row => row.AsEnumerable())));
        Curves(page, records, "Prompts solved by what was tried", "share", point => (double)point.Solved / point.Tried);
        Curves(page, records, "Mean reward of the rollouts trained on", "reward", point => point.Reward);
        Curves(page, records, "Entropy", "nats a token", point => point.Entropy);
        Curves(page, [.. records.Where(record => record.Curve.All(point => point.KlStart is not null))], "Divergence from the policy as it came", "nats a token", point => point.KlStart ?? 0);
        Curves(page, records, "Groups without a difference in reward", "share", point => point.Constant);
        page.Section("Rules", "", $"<ul>{string.Concat(report.Rules.Select(rule => $"<li>{HtmlPage.Escape(rule)}</li>"))}</ul>");
        page.Section("Settings", "Every run of an arm has these.", Settings(records));
        page.Add("<footer>This file is complete in itself: no script, nothing loaded.</footer>");
        return page.ToHtml("BES for post-training");
    }

    private static void Curves(HtmlPage page, ImmutableArray<ArmRecord> records, string title, string unit, Func<ArmPoint, double> value)
    {
        (string Style, ArmRecord Record)[] lines = [.. Drawn.SelectMany(drawn => records.Where(record => record.Arm == drawn.Arm).Select(record => (drawn.Style, record)))];
        if (lines.Length == 0) return;
        (double X, double Y)[][] points = [.. lines.Select(line => Smooth(line.Record, value))];
        var plot = new Plot(Width, Height, points.Max(line => line[^1].X), points.Max(line => line.Max(point => point.Y)));
        for (int i = 0; i < lines.Length; i++) plot.Line(points[i], lines[i].Style);
        (string, string)[] legend = [.. Drawn.Where(drawn => records.Any(record => record.Arm == drawn.Arm)).Select(drawn => (drawn.Style, drawn.Arm))];
        page.Section(
            title,
            string.Create(CultureInfo.InvariantCulture, $"A line for each seed, a running mean over {Window} updates."),
            $"{HtmlPage.Legend(legend)}<div class=\"chart\">{plot.ToSvg("generated tokens", unit)}</div>");
    }

    private static (double X, double Y)[] Smooth(ArmRecord record, Func<ArmPoint, double> value)
    {
        var points = new (double X, double Y)[record.Curve.Length];
        long tokens = 0;
        for (int i = 0; i < points.Length; i++)
        {
            tokens += record.Curve[i].Tokens;
            int from = Math.Max(0, i - Window + 1);
            points[i] = (tokens, record.Curve.AsSpan(from, i - from + 1).ToArray().Average(value));
        }

        return points;
    }

    private static string Settings(ImmutableArray<ArmRecord> records)
    {
        ArmRecord[] arms = [.. records.DistinctBy(record => record.Arm)];
        return HtmlPage.Table(
            ["setting", .. arms.Select(arm => arm.Arm)],
            arms[0].Settings.Keys.Select(name => new[] { name }.Concat(arms.Select(arm => arm.Settings.GetValueOrDefault(name, "")))));
    }
}
