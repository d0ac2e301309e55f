using System.Globalization;
using System.Text.Json;

namespace Extropy.Cli.Reporting;

/// <summary>The part of a report that shows a comparison: a drawing and a table for each size.</summary>
internal static class CompareReportSection
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Adds it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="result">The <c>result</c> of a compare run.</param>
    public static void AddTo(HtmlPage page, JsonElement result)
    {
        string reference = result.GetProperty("reference").GetString() ?? "";
        string equal = string.Create(Culture, $"Each search may spend {result.GetProperty("limit").GetInt64():N0} of {result.GetProperty("equalised").GetString()}. ");
        foreach (var group in result.GetProperty("rows").EnumerateArray().GroupBy(row => row.GetProperty("group").GetString() ?? "", StringComparer.Ordinal))
        {
            JsonElement[] rows = [.. group];
            string drawing = ForestDrawing.Of([.. rows.Select(row => (
                Text(row, "strategy"),
                Number(row, "solvedRate", "low"),
                Number(row, "solvedRate", "estimate"),
                Number(row, "solvedRate", "high"),
                Number(row, "answeredRate", "estimate")))]);
            page.Section(
                string.Create(Culture, $"{group.Key}, {rows[0].GetProperty("searches").GetInt64():N0} searches each"),
                $"{equal}Full: solved with a verified derivation, with its 95 % Wilson interval. Hollow: the right answer occurred, derived or not.",
                $"<div class=\"chart\">{drawing}</div>{Table(rows, reference)}");
        }
    }

    private static string Table(JsonElement[] rows, string reference) => HtmlPage.Table(
        ["strategy", "solved", "answered", "recombined", "tokens to solve", "spent unsolved", $"only this : only {reference}", "p, adjusted"],
        rows.Select(row => new[]
        {
            Text(row, "strategy"),
            row.GetProperty("solved").GetInt64().ToString("N0", Culture),
            row.GetProperty("answered").GetInt64().ToString("N0", Culture),
            row.GetProperty("evolved").GetInt64().ToString("N0", Culture),
            row.GetProperty("tokensToSolve") is { ValueKind: JsonValueKind.Object } mean ? mean.GetProperty("mean").GetDouble().ToString("N0", Culture) : "–",
            string.Create(Culture, $"{Number(row, "spentUnsolved", "mean"):N0} ({Number(row, "spentUnsolved", "least"):N0}–{Number(row, "spentUnsolved", "most"):N0})"),
            row.GetProperty("againstReference") is { ValueKind: JsonValueKind.Object } pair
                ? string.Create(Culture, $"{pair.GetProperty("onlyThis").GetInt64()} : {pair.GetProperty("onlyReference").GetInt64()}") : "reference",
            row.GetProperty("againstReference") is { ValueKind: JsonValueKind.Object } test
                ? test.GetProperty("adjustedP").GetDouble().ToString("0.000", Culture) : "",
        }));

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";

    private static double Number(JsonElement row, string name, string part) => row.GetProperty(name).GetProperty(part).GetDouble();
}
