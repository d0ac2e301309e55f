using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Extropy.Cli.Output;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;
using Extropy.Evolution.Goals;

namespace Extropy.Cli.Evolving;

/// <summary>The goal tree of an evolution as JSON: how it stands, who meets what, and every growth that changed it.</summary>
internal static class GoalJson
{
    /// <summary>Growths that are told in full, the newest: trees of a long run are rebuilt hundreds of times.</summary>
    public const int LongestHistory = 100;

    /// <summary>The object.</summary>
    public static JsonObject Of(EvolveReport report)
    {
        EvolutionState state = report.State;
        return new JsonObject
        {
            ["source"] = report.Setup.Kit.Goals?.Name ?? "none",
            ["growths"] = state.Growths.Count(growth => growth.IsChange),
            ["leftAsItWas"] = state.Growths.Count(growth => !growth.IsChange),
            ["treeVersion"] = state.Tree?.Version,
            ["modelCalls"] = state.Growths.Sum(growth => growth.Spending.PolicyCalls),
            ["tree"] = state.Tree is { } tree ? Nodes(tree) : null,
            ["elites"] = state.Tree is null ? null : Elites([.. state.Elites.Select(elite => new GoalElite(elite.Id, elite.Evaluation.Raw, state.BackwardOf(elite.Id)))]),
            ["history"] = new JsonArray([.. state.Growths.Where(growth => growth.IsChange).TakeLast(LongestHistory).Select(growth => (JsonNode)Growth(growth))]),
        };
    }

    private static JsonObject Growth(EvolutionGrowth growth) => new()
    {
        ["proposals"] = growth.Proposals,
        ["version"] = growth.Tree?.Version,
        ["note"] = growth.Note,
        ["tree"] = growth.Tree is { } tree ? Nodes(tree) : null,
        ["elites"] = Elites(growth.Elites),
    };

    private static JsonArray Nodes(ProgramGoalTree tree) => new([.. tree.Nodes.Select(node => (JsonNode)new JsonObject
    {
        ["id"] = node.Id, ["parent"] = node.Parent, ["level"] = node.Level, ["kind"] = Words.Of(node.Kind),
        ["description"] = node.Description, ["expression"] = node.Expression,
    })]);

    private static JsonArray Elites(ImmutableArray<GoalElite> elites) => new([.. elites.Select(elite => (JsonNode)new JsonObject
    {
        ["candidate"] = elite.Candidate.Value,
        ["metric"] = elite.Raw,
        ["score"] = elite.Score?.Score,
        ["goals"] = elite.Score is { } score ? Satisfactions(score) : null,
    })]);

    private static JsonArray Satisfactions(BackwardScore score) => new([.. score.Goals.Select(own => (JsonNode)own)]);
}
