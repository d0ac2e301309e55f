using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Output;
using Extropy.Core.Statistics;
using Extropy.Learning.Evaluation;

namespace Extropy.Cli.Evaluating;

/// <summary>An evaluation as the <c>result</c> of a JSON answer.</summary>
internal static class EvalJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(EvalReport report) => new()
    {
        ["task"] = report.Request.Task,
        ["model"] = report.Setup.Policy.Identity.Name,
        ["weights"] = report.Setup.Policy.Identity.Weights.ToString(),
        ["seed"] = report.Request.Seed,
        ["origin"] = report.Setup.Origin,
        ["samples"] = report.Request.Samples,
        ["temperature"] = report.Request.Sampling.Temperature,
        ["topP"] = report.Request.Sampling.TopP,
        ["k"] = new JsonArray([.. report.Request.EffectiveKs.Select(k => (JsonNode)k)]),
        ["rows"] = new JsonArray([.. report.Rows.Select(row => (JsonNode)Row(row))]),
        ["all"] = Row(report.All),
    };

    private static JsonObject Row(EvalRow row) => new()
    {
        ["people"] = row.People,
        ["puzzles"] = row.Summary.Problems,
        ["heldOut"] = row.HeldOut,
        ["greedySolved"] = Mean(row.Summary.Solved.Greedy),
        ["greedyRight"] = Mean(row.Summary.Right.Greedy),
        ["solved"] = Outcome(row.Summary, row.Summary.Solved),
        ["right"] = Outcome(row.Summary, row.Summary.Right),
        ["ended"] = row.Summary.Ended,
        ["tokensPerSample"] = row.Summary.TokensPerSample,
        ["distinctAnswers"] = row.Summary.DistinctAnswers,
        ["entropyNats"] = row.Summary.EntropyNats,
        ["surprisalNats"] = row.Summary.SurprisalNats,
        ["withinGate"] = row.IsWithinGate,
    };

    private static JsonObject Outcome(EvaluationSummary summary, OutcomeSummary outcome)
    {
        var pass = new JsonObject();
        var maj = new JsonObject();
        for (int i = 0; i < summary.Ks.Length; i++)
        {
            string k = summary.Ks[i].ToString(CultureInfo.InvariantCulture);
            pass[k] = Mean(outcome.Pass[i]);
            maj[k] = Mean(outcome.Maj[i]);
        }

        return new JsonObject { ["avg"] = Mean(outcome.Avg), ["pass"] = pass, ["maj"] = maj };
    }

    private static JsonObject? Mean(ShareMean? mean) => mean is not { } share
        ? null
        : new JsonObject
        {
            ["estimate"] = share.Interval.Estimate,
            ["low"] = share.Interval.Low,
            ["high"] = share.Interval.High,
            ["method"] = Words.Of(share.Method),
        };
}
