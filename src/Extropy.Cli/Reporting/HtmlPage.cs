using System.Globalization;
using System.Net;
using System.Text;

namespace Extropy.Cli.Reporting;

/// <summary>Builds one self-contained HTML file: style and drawings inside, no script, nothing loaded from anywhere.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder _body = new();

    /// <summary>Text made safe for HTML.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Output.SafeText.Block(text));

    /// <summary>Adds markup.</summary>
    public HtmlPage Add(string markup)
    {
        _body.Append(markup).Append('\n');
        return this;
    }

    /// <summary>Opens a section with a heading and an explanation.</summary>
    public HtmlPage Section(string heading, string explanation, string markup) =>
        Add($"<section><h2>{Escape(heading)}</h2>{(explanation.Length == 0 ? "" : $"<p class=\"quiet\">{Escape(explanation)}</p>")}{markup}</section>");

    /// <summary>A row of figures, each with its name below.</summary>
    public static string Cards(IEnumerable<(string Value, string Name)> cards) =>
        $"<div class=\"cards\">{string.Concat(cards.Select(card => $"<div class=\"card\"><b>{Escape(card.Value)}</b><span>{Escape(card.Name)}</span></div>"))}</div>";

    /// <summary>A table; numbers align right.</summary>
    public static string Table(IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows) =>
        $"<div class=\"wide\"><table><thead><tr>{string.Concat(columns.Select(column => $"<th>{Escape(column)}</th>"))}</tr></thead><tbody>"
        + string.Concat(rows.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td{(IsNumber(cell) ? " class=\"number\"" : "")}>{Escape(cell)}</td>"))}</tr>"))
        + "</tbody></table></div>";

    /// <summary>A key to colours.</summary>
    public static string Legend(params (string Style, string Text)[] entries) =>
        $"<p class=\"legend\">{string.Concat(entries.Select(entry => $"<span><i class=\"{entry.Style}\"></i>{Escape(entry.Text)}</span>"))}</p>";

    /// <summary>The whole file.</summary>
    public string ToHtml(string title) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Escape(title)}</title>
        <style>
        {HtmlStyle.Sheet}
        </style>
        </head>
        <body><main>
        {_body}</main></body>
        </html>

        """;

    private static bool IsNumber(string cell) =>
        cell.Length > 0 && double.TryParse(cell.TrimEnd('%', ' '), NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);
}
