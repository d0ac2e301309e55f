using System.Text.Json.Nodes;
using Extropy.Core.Statistics;
using Extropy.Learning.Improvement;
using Extropy.Learning.Recipes;

namespace Extropy.Cli.Improving;

/// <summary>The result of <c>improve</c> as JSON.</summary>
internal static class ImproveJson
{
    /// <summary>The whole result.</summary>
    public static JsonObject Of(ImproveRequest request, ImprovementResult result) => new()
    {
        ["task"] = Solving.KkSetup.Name,
        ["recipe"] = Recipe(request.Recipe),
        ["recipeSources"] = Sources(request.Choice),
        ["seed"] = request.Options.Run.Seed,
        ["weightsBefore"] = result.Before.ToString(),
        ["weightsAfter"] = result.After.ToString(),
        ["updates"] = result.Updates.Length,
        ["generatedTokens"] = result.Tokens,
        ["promptSolveRate"] = result.PromptSolveRate,
        ["levels"] = new JsonArray([.. LevelChange.Of(result.Validation[0], result.Validation[^1]).Select(Level)]),
        ["checks"] = new JsonArray([.. result.Validation.Select(Check)]),
        ["curve"] = new JsonArray([.. result.Updates.Select(Update)]),
    };

    /// <summary>Every effective setting.</summary>
    public static JsonObject Recipe(Recipe recipe)
    {
        var settings = new JsonObject { ["name"] = recipe.Name };
        foreach (RecipeKnob knob in RecipeKnobs.All) settings[knob.Name] = knob.Get(recipe);
        return settings;
    }

    /// <summary>Who decided every setting.</summary>
    public static JsonObject Sources(RecipeChoice choice) => new(RecipeKnobs.All.Select(knob => KeyValuePair.Create(knob.Name, (JsonNode?)choice.SourceOf(knob))));

    private static JsonNode Level(LevelChange change) => new JsonObject
    {
        ["level"] = change.Before.Name,
        ["puzzles"] = change.Before.Count,
        ["before"] = Rates(change.Before),
        ["after"] = Rates(change.After),
        ["sampled"] = Test(change.Sampled),
        ["greedy"] = Test(change.Greedy),
    };

    private static JsonObject Rates(LevelOutcome level) => new()
    {
        ["pass1Solved"] = level.SolvedRate,
        ["pass1Right"] = level.RightRate,
        ["greedySolved"] = level.GreedyRate,
        ["tokensPerSample"] = level.Tokens,
    };

    private static JsonObject Test(SignTest test) => new() { ["better"] = test.Wins, ["worse"] = test.Losses, ["same"] = test.Ties, ["p"] = test.PValue };

    private static JsonNode Check(ValidationRow row) => new JsonObject
    {
        ["update"] = row.Step,
        ["generatedTokens"] = row.Tokens,
        ["levels"] = new JsonArray([.. row.Levels.Select(level =>
        {
            JsonObject rates = Rates(level);
            rates.Insert(0, "level", level.Name);
            return (JsonNode)rates;
        })]),
    };

    private static JsonNode Update(UpdateRow row)
    {
        var json = new JsonObject
        {
            ["update"] = row.Step + 1, ["tried"] = row.Tried, ["solved"] = row.Solved, ["groups"] = row.Groups, ["dropped"] = row.Dropped,
            ["generatedTokens"] = row.Tokens, ["optimiserSteps"] = row.OptimiserSteps, ["skipped"] = row.Skipped,
            ["searched"] = row.Searched, ["sound"] = row.Sound, ["successes"] = row.Successes, ["evolved"] = row.Evolved,
        };
        foreach ((string name, double value) in row.Metrics)
            if (double.IsFinite(value)) json[name] = value;
        return json;
    }
}
