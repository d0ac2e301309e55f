using System.Globalization;
using Extropy.Catalog.Experiments;
using Extropy.Cli.Output;

namespace Extropy.Cli.Reporting;

/// <summary>The report of an experiment as one HTML file: verdict, figures, tables, rules.</summary>
internal static class ExperimentPage
{
    private const int Width = 1000;
    private const int Height = 360;

    /// <summary>The file's text.</summary>
    public static string Of(IExperiment experiment, ExperimentReport report)
    {
        var page = new HtmlPage();
        page.Add($"<header><h1>{HtmlPage.Escape(experiment.Title)}</h1><p class=\"quiet\">{HtmlPage.Escape($"{report.Name}: {VerdictWords.Of(report.Verdict)}. {report.Summary}")}</p></header>");
        foreach (ExperimentFigure figure in report.Figures) page.Section(figure.Title, figure.Note ?? "", Drawn(figure));
        foreach (ExperimentTable table in report.Tables)
            page.Section(table.Title, table.Note ?? "", HtmlPage.Table(table.Columns, table.Rows.Select(row => row.AsEnumerable())));
        if (!report.Rules.IsDefaultOrEmpty)
            page.Section("Rules", "", $"<ul>{string.Concat(report.Rules.Select(rule => $"<li>{HtmlPage.Escape(rule)}</li>"))}</ul>");
        page.Add("<footer>This file is complete in itself: no script, nothing loaded.</footer>");
        return page.ToHtml(report.Name);
    }

    private static string Drawn(ExperimentFigure figure)
    {
        ExperimentPoint[] all = [.. figure.Lines.SelectMany(line => line.Points)];
        if (all.Length == 0) return "";
        var plot = new Plot(Width, Height, all.Max(point => point.X), all.Max(point => point.High), all.Min(point => point.Low));
        for (int i = 0; i < figure.Lines.Length; i++)
        {
            plot.Band([.. figure.Lines[i].Points.Select(point => (point.X, point.Low, point.High))], Style(i));
            plot.Line(figure.Lines[i].Points.Select(point => (point.X, point.Value)), Style(i));
        }

        (string, string)[] legend = [.. figure.Lines.Select((line, i) => (Style(i), line.Name))];
        return $"{HtmlPage.Legend(legend)}<div class=\"chart\">{plot.ToSvg(figure.XLabel, figure.YLabel)}</div>";
    }

    private static string Style(int line) => string.Create(CultureInfo.InvariantCulture, $"arm{line % 8}");
}
