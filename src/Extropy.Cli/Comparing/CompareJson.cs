using System.Text.Json.Nodes;
using Extropy.Cli.Output;
using Extropy.Core.Statistics;
using Extropy.Search.Comparison;

namespace Extropy.Cli.Comparing;

/// <summary>A comparison as the <c>result</c> of a JSON answer.</summary>
internal static class CompareJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(CompareRequest request, CompareSetup setup, ComparisonResult result) => new()
    {
        ["problem"] = request.Problem,
        ["seed"] = request.Seed,
        ["policy"] = setup.Policy.Identity.Name,
        ["weights"] = setup.Policy.Identity.Weights.ToString(),
        ["goalSource"] = setup.Problems[0].Problem.Goals?.Name,
        ["visibility"] = Words.Of(setup.Problems[0].Problem.Visibility),
        ["equalised"] = Words.Of(result.Equalised),
        ["limit"] = result.Limit,
        ["reference"] = result.Reference,
        ["rows"] = new JsonArray([.. result.Rows.Select(row => (JsonNode)Row(row))]),
    };

    private static JsonObject Row(ComparisonRow row) => new()
    {
        ["group"] = row.Group,
        ["strategy"] = row.Strategy,
        ["searches"] = row.Trials,
        ["solved"] = row.Solved,
        ["solvedRate"] = Rate(row.SolvedRate),
        ["answered"] = row.Answered,
        ["answeredRate"] = Rate(row.AnsweredRate),
        ["evolved"] = row.Evolved,
        ["tokensToSolve"] = Mean(row.TokensToSolve),
        ["callsToSolve"] = Mean(row.CallsToSolve),
        ["spent"] = Range(row.Spent),
        ["spentUnsolved"] = Range(row.SpentUnsolved),
        ["againstReference"] = row.AgainstReference is { } pair
            ? new JsonObject
            {
                ["both"] = pair.Both,
                ["onlyThis"] = pair.OnlyFirst,
                ["onlyReference"] = pair.OnlySecond,
                ["neither"] = pair.Neither,
                ["p"] = pair.Test.PValue,
                ["adjustedP"] = row.AdjustedP,
            }
            : null,
    };

    private static JsonObject Rate(Interval interval) => new() { ["estimate"] = interval.Estimate, ["low"] = interval.Low, ["high"] = interval.High };

    private static JsonObject Range(SpentRange range) =>
        new() { ["searches"] = range.Searches, ["least"] = range.Least, ["mean"] = range.Mean, ["most"] = range.Most };

    private static JsonObject? Mean(MeanAndError mean) => mean.Count == 0
        ? null
        : new JsonObject { ["count"] = mean.Count, ["mean"] = mean.Mean, ["standardError"] = double.IsFinite(mean.StandardError) ? mean.StandardError : null };
}
