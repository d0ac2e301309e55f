using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Certificates;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Problems;

namespace Extropy.Cli.Evolving;

/// <summary>The <c>result</c> of <c>evolve</c>: everything that follows from the request; times are measured apart.</summary>
internal static class EvolveJson
{
    private const int Places = 30;

    /// <summary>The object.</summary>
    public static JsonObject Of(EvolveReport report)
    {
        EvolutionState state = report.State;
        IProblemStatement problem = report.Setup.Problem;
        double? certified = report.Certificate is not { } certificate ? null
            : problem.Aim == Aim.Maximise ? certificate.Value.RoundDown() : certificate.Value.RoundUp();
        var result = new JsonObject
        {
            ["problem"] = problem.Id,
            ["aim"] = Words.Of(problem.Aim),
            ["proposer"] = report.Setup.Proposer.Name,
            ["seed"] = report.Setup.Request.Seed,
            ["stoppedBy"] = report.Stop is { } stop ? Words.Of(stop) : null,
            ["certifiedValue"] = certified,
            ["exactly"] = report.Certificate?.Value.ToDecimal(Places, up: problem.Aim == Aim.Minimise),
            ["certificate"] = report.Checked is { } outcome ? outcome.Verdict == CertificateVerdict.Holds ? "holds" : "does not hold" : null,
            ["value"] = certified ?? report.Best?.Evaluation.Raw,
            ["metric"] = report.Best?.Evaluation.Raw,
            ["record"] = problem.Record is { } record ? RecordOf(record) : null,
            ["gap"] = problem.Record is { } known && (certified ?? (report.Setup.Own is null ? null : report.Best?.Evaluation.Raw)) is { } value ? Gap.Of(problem, known, value) : null,
            ["counters"] = Counters(state, report.Setup.Kit.IsPriceUnknown),
            ["islands"] = new JsonArray([.. state.Islands().Select(island => (JsonNode)new JsonObject
            {
                ["size"] = island.Size, ["correct"] = island.Correct, ["archived"] = island.Archived, ["best"] = island.Best,
            })]),
            ["patches"] = Patches(state),
            ["gains"] = new JsonArray([.. state.Gains.Select(gain => (JsonNode)GainOf(gain))]),
            ["goals"] = GoalJson.Of(report),
            ["best"] = report.Best is { } best ? BestOf(report, best) : null,
        };
        if (!report.Setup.Kit.Reflections.IsEmpty) result["memory"] = MemoryOf(state);
        return result;
    }

    private static JsonObject MemoryOf(EvolutionState state) => new()
    {
        ["reflections"] = state.Reflections.Count,
        ["scratchpad"] = state.Memory.Scratchpad,
        ["recommendations"] = new JsonArray([.. state.Memory.Recommendations.Select(text => (JsonNode)text)]),
        ["prompts"] = new JsonArray([.. state.Memory.Prompts.Select(prompt => (JsonNode)new JsonObject
        {
            ["id"] = prompt.Id, ["parent"] = prompt.Parent, ["programs"] = prompt.Programs, ["meanPercentile"] = prompt.Programs == 0 ? null : prompt.Mean, ["text"] = prompt.Text,
        })]),
    };

    private static JsonObject RecordOf(KnownRecord record) => new() { ["value"] = record.Value, ["source"] = record.Source, ["isProved"] = record.IsProved };

    private static JsonObject Counters(EvolutionState state, bool isPriceUnknown) => new()
    {
        ["proposals"] = state.Proposals,
        ["evaluations"] = state.Evaluations,
        ["correct"] = state.Correct,
        ["repeated"] = state.Repeated,
        ["refused"] = state.Refused,
        ["migrants"] = state.Migrants,
        ["units"] = state.Units,
        ["modelCalls"] = state.Spending.PolicyCalls,
        ["generatedTokens"] = state.Spending.GeneratedTokens,
        ["promptTokens"] = state.Spending.PromptTokens,
        ["money"] = isPriceUnknown ? null : state.Spending.Money,
    };

    private static JsonObject Patches(EvolutionState state)
    {
        var patches = new JsonObject();
        foreach (PatchKind kind in Enum.GetValues<PatchKind>())
        {
            EvolutionTally tally = state.Of(kind);
            if (tally.Proposals == 0) continue;
            patches[PatchKinds.NameOf(kind)] = new JsonObject
            {
                ["proposals"] = tally.Proposals, ["evaluated"] = tally.Evaluated, ["correct"] = tally.Correct, ["gains"] = tally.Gains,
            };
        }

        return patches;
    }

    private static JsonObject GainOf(EvolutionGain gain) => new()
    {
        ["evaluations"] = gain.Evaluations,
        ["candidate"] = gain.Candidate.Id.Value,
        ["metric"] = gain.Candidate.Evaluation.Raw,
        ["patch"] = PatchKinds.NameOf(gain.Candidate.Patch),
        ["proposer"] = gain.Candidate.Proposer,
        ["note"] = gain.Candidate.Note,
    };

    private static JsonObject BestOf(EvolveReport report, Candidate best)
    {
        var found = new JsonObject
        {
            ["candidate"] = best.Id.Value,
            ["generation"] = best.Generation,
            ["island"] = best.Island,
            ["layout"] = best.Evaluation.Layout is { } layout ? Rows(layout) : null,
        };
        if (report.Setup.Own is not { } own) return found;
        if (own.Program is not null) found["program"] = best.Parts[0].Text;
        found["metrics"] = new JsonObject([.. best.Evaluation.Metrics.Select(metric => KeyValuePair.Create(metric.Key, (JsonNode?)metric.Value))]);
        return found;
    }

    private static JsonArray Rows(Layout layout)
    {
        var rows = new JsonArray();
        for (int row = 0; row < layout.Rows; row++)
        {
            var numbers = new JsonArray();
            for (int column = 0; column < layout.Columns; column++)
                numbers.Add(JsonNode.Parse(layout[row, column].ToString("R", CultureInfo.InvariantCulture)));
            rows.Add(numbers);
        }

        return rows;
    }
}
