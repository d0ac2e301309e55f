using System.Globalization;
using System.Text.Json;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;

namespace Extropy.Cli.Reporting;

/// <summary>The report of a run without a search of its own: what it is, and a chart of every metrics series.</summary>
internal static class RunReportPage
{
    private const int ChartWidth = 1000;
    private const int ChartHeight = 240;

    /// <summary>The file's text.</summary>
    public static string Of(RunSummary run)
    {
        var page = new HtmlPage();
        page.Add($"<header><h1>{HtmlPage.Escape(run.Id)}</h1><p class=\"quiet\">{HtmlPage.Escape(string.Join(' ', run.Manifest.Arguments))}</p></header>");
        string path = Path.Combine(run.Folder, "result.json");
        using JsonDocument? whole = File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        if (whole is not null && run.Manifest.Command == "compare") CompareReportSection.AddTo(page, whole.RootElement.GetProperty("result"));
        page.Section("Options", "", HtmlPage.Table(["option", "value"], run.Manifest.Options.Select(option => new[] { option.Key, option.Value })));
        Metrics(page, run);
        if (whole is not null) page.Section("Result", "", $"<div class=\"scroll\"><pre>{HtmlPage.Escape(whole.RootElement.GetRawText())}</pre></div>");
        page.Add($"<footer>Run <code>{HtmlPage.Escape(run.Id)}</code>, seed {run.Manifest.Seed.ToString(CultureInfo.InvariantCulture)}. This file is complete in itself: no script, nothing loaded.</footer>");
        return page.ToHtml(run.Id);
    }

    private static void Metrics(HtmlPage page, RunSummary run)
    {
        string path = Path.Combine(run.Folder, "journal.db");
        if (!File.Exists(path)) return;
        using JournalView journal = JournalView.Open(path);
        foreach (string series in journal.Series())
        {
            MetricPoint[] points = [.. journal.Metric(series).Where(point => double.IsFinite(point.Value))];
            if (points.Length == 0) continue;
            var plot = new Plot(ChartWidth, ChartHeight, points.Max(point => point.Step), points.Max(point => point.Value))
                .Line(points.Select(point => ((double)point.Step, Math.Max(0, point.Value))), "written");
            page.Section(series, "", $"<div class=\"chart\">{plot.ToSvg("step", series)}</div>");
        }
    }
}
