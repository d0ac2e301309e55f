using System.Text.Json.Nodes;
using Extropy.Cli.Output;
using Extropy.Core.Accounting;

namespace Extropy.Cli.Solving;

/// <summary>A finished search as the <c>result</c> of a JSON answer: everything that follows from the request, and nothing else.</summary>
internal static class SolveJson
{
    /// <summary>The object.</summary>
    public static JsonObject Of(SolveReport report) => new()
    {
        ["problem"] = report.Setup.Problem.Task,
        ["statement"] = JsonResult.List(report.Setup.Text.Statement),
        ["seed"] = report.Request.Seed,
        ["strategy"] = report.Strategy,
        ["policy"] = report.Setup.Policy.Identity.Name,
        ["weights"] = report.Setup.Policy.Identity.Weights.ToString(),
        ["visibility"] = Words.Of(report.Setup.Problem.Visibility),
        ["goalSource"] = report.Setup.Problem.Goals?.Name,
        ["outcome"] = Words.Of(report.Result.Outcome),
        ["solved"] = report.Result.IsSolved,
        ["answer"] = report.Setup.Text.Answer(report.Best.Trajectory),
        ["answerCorrect"] = report.Best.Verdict.IsAnswerCorrect,
        ["feedback"] = report.Best.Verdict.Feedback,
        ["derivation"] = Derivation(report),
        ["evolvedAncestor"] = report.IsEvolved,
        ["goals"] = Goals(report),
        ["pool"] = Pool(report),
        ["price"] = Price(report.Result.Spent),
        ["budget"] = Limits(report.Budget),
        ["stoppedBy"] = report.Result.StoppedBy is { } counter ? Words.Of(counter) : null,
    };

    /// <summary>The counters.</summary>
    public static JsonObject Price(Spending spent) => new()
    {
        ["policyCalls"] = spent.PolicyCalls,
        ["generatedTokens"] = spent.GeneratedTokens,
        ["promptTokens"] = spent.PromptTokens,
        ["evolutionChildren"] = spent.EvolutionChildren,
        ["verifierCalls"] = spent.VerifierCalls,
        ["money"] = spent.Money,
    };

    private static JsonArray Derivation(SolveReport report)
    {
        var steps = new JsonArray();
        for (int i = 0; i < report.Best.Trajectory.Length; i++)
        {
            StepOrigin origin = report.Origins[i];
            steps.Add(new JsonObject
            {
                ["text"] = report.Setup.Text.Step(report.Best.Trajectory.Steps[i]),
                ["written"] = report.Best.Trajectory.Steps[i].Text,
                ["validity"] = i < report.Best.Verdict.Steps.Length ? Words.Of(report.Best.Verdict.Steps[i]) : null,
                ["node"] = origin.WrittenBy,
                ["operator"] = origin.Operator,
                ["moves"] = new JsonArray([.. origin.Moves.Select(move => (JsonNode)new JsonObject
                {
                    ["operator"] = move.Operator, ["from"] = move.From, ["into"] = move.Into,
                })]),
            });
        }

        return steps;
    }

    private static JsonArray? Goals(SolveReport report)
    {
        if (report.Result.Goals is not { } tree || report.GoalScores.IsEmpty) return null;
        var goals = new JsonArray();
        for (int i = 0; i < tree.Count; i++)
        {
            goals.Add(new JsonObject
            {
                ["id"] = tree.Goals[i].Id,
                ["parent"] = tree.Goals[i].ParentId,
                ["description"] = tree.Goals[i].Description,
                ["score"] = report.GoalScores[i],
            });
        }

        return goals;
    }

    private static JsonObject Pool(SolveReport report)
    {
        var operators = new JsonObject();
        foreach ((string name, int count) in report.Operators) operators[name] = count;
        return new JsonObject { ["nodes"] = report.Result.Nodes.Length, ["best"] = report.Best.Id, ["operators"] = operators };
    }

    private static JsonObject Limits(Budget budget)
    {
        var limits = new JsonObject();
        foreach (Counter counter in Enum.GetValues<Counter>())
            if (double.IsFinite(budget.Limit(counter))) limits[Words.Of(counter)] = budget.Limit(counter);
        return limits;
    }
}
