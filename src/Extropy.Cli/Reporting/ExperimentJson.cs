using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Catalog.Experiments;
using Extropy.Cli.Output;

namespace Extropy.Cli.Reporting;

/// <summary>The report of an experiment as JSON: what is recorded in the catalogue.</summary>
internal static class ExperimentJson
{
    /// <summary>Compared byte for byte: no time, no machine.</summary>
    public static JsonObject Of(ExperimentReport report, ExperimentOptions options)
    {
        var json = new JsonObject
        {
            ["experiment"] = report.Name,
            ["seed"] = options.Seed,
            ["repetitions"] = options.Repetitions == 0 ? "default" : options.Repetitions.ToString(CultureInfo.InvariantCulture),
            ["verdict"] = VerdictWords.Of(report.Verdict),
            ["summary"] = report.Summary,
            ["rules"] = JsonResult.List(report.Rules.IsDefault ? [] : report.Rules),
            ["tables"] = new JsonArray([.. report.Tables.Select(TableOf)]),
        };
        if (!report.Figures.IsDefaultOrEmpty) json["figures"] = new JsonArray([.. report.Figures.Select(FigureOf)]);
        return json;
    }

    private static JsonNode TableOf(ExperimentTable table) => new JsonObject
    {
        ["title"] = table.Title,
        ["columns"] = JsonResult.List(table.Columns),
        ["rows"] = new JsonArray([.. table.Rows.Select(row => (JsonNode)JsonResult.List(row))]),
        ["note"] = table.Note,
    };

    private static JsonNode FigureOf(ExperimentFigure figure) => new JsonObject
    {
        ["title"] = figure.Title,
        ["x"] = figure.XLabel,
        ["y"] = figure.YLabel,
        ["note"] = figure.Note,
        ["lines"] = new JsonArray([.. figure.Lines.Select(line => (JsonNode)new JsonObject
        {
            ["name"] = line.Name,
            ["points"] = new JsonArray([.. line.Points.Select(point => (JsonNode)new JsonArray(point.X, point.Low, point.Value, point.High))]),
        })]),
    };
}
