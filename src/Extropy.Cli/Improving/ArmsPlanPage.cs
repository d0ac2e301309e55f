using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Learning.Improvement;
using Extropy.Learning.Improvement.Arms;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Spectre.Console;

namespace Extropy.Cli.Improving;

/// <summary>What <c>improve --arms --dry-run</c> shows: every arm, what all of them have, where they differ, and the price.</summary>
internal static class ArmsPlanPage
{
    /// <summary>Prints the plan; trains nothing.</summary>
    public static int Show(Invocation invocation, ArmsRequest request, ImprovementMemory memory)
    {
        if (invocation.Json) JsonResult.Write(invocation.Terminal.Out, ToJson(request, memory), Measured.Of(invocation));
        else Print(invocation.Terminal.Page, request, memory);
        return ExitCode.Done;
    }

    private static void Print(IAnsiConsole page, ArmsRequest request, ImprovementMemory memory)
    {
        ArmsPlan plan = request.Plan;
        KkImprovementOptions options = plan.Options;
        int runs = plan.Runs.Count();
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("runs", $"{Durations.Count(runs)}: {Durations.Count(plan.Arms.Length)} {(plan.Arms.Length == 1 ? "arm" : "arms")}, seed by seed"),
            ("learns from", $"{Durations.Count(options.Puzzles)} puzzles each of {string.Join(", ", options.People)} people"),
            ("checked on", $"{Durations.Count(options.ValidationPuzzles)} held-out puzzles each of {string.Join(", ", options.ValidationPeople)} people, {Durations.Count(options.Run.ValidationSamples)} {(options.Run.ValidationSamples == 1 ? "sample" : "samples")} each"),
            ("updates", $"{Durations.Count(options.Run.Updates)} a run"),
            ("tokens", $"{Durations.Count(plan.Tokens)} generated an update, {Durations.Count(plan.Tokens * options.Run.Updates)} a run, {Durations.Count(TokensOf(plan))} in all; checks come on top"),
            ("memory", ImprovePage.MemoryText(memory)),
            ("results", request.Folder is { } folder ? Markup.Escape(folder) : "arms in the run's folder"));
        Table arms = Pages.Table("arm", "seeds", "what tells it apart");
        foreach ((Arm arm, int seeds) in plan.Arms) arms.AddRow(arm.Name, Durations.Count(seeds), Markup.Escape(arm.About));
        page.Write(arms);

        Recipe[] recipes = [.. plan.Arms.Select(entry => plan.RecipeOf(entry.Arm))];
        RecipeKnob[] different = [.. RecipeKnobs.All.Where(knob => recipes.Any(recipe => knob.Get(recipe) != knob.Get(recipes[0])))];
        if (different.Length > 0)
        {
            Pages.Heading(page, "Where they differ");
            Table grid = Pages.Table(["arm", .. different.Select(knob => knob.Name)]);
            for (int i = 0; i < recipes.Length; i++) grid.AddRow([plan.Arms[i].Arm.Name, .. different.Select(knob => Markup.Escape(knob.Get(recipes[i])))]);
            page.Write(grid);
        }

        Pages.Heading(page, "What all have");
        Table shared = Pages.Table("setting", "value", "from", "meaning");
        foreach (RecipeKnob knob in RecipeKnobs.All.Except(different))
            shared.AddRow(knob.Name, Markup.Escape(knob.Get(recipes[0])), Markup.Escape(SourceOf(knob, recipes[0])), Markup.Escape(knob.About));
        page.Write(shared);
        page.MarkupLine("[grey]Nothing was trained.[/]");
    }

    private static string SourceOf(RecipeKnob knob, Recipe recipe) => knob.Get(recipe) == knob.Get(new Recipe()) ? knob.Source : "the comparison";

    private static long TokensOf(ArmsPlan plan) => plan.Runs.Count() * plan.Options.Run.Updates * plan.Tokens;

    private static JsonObject ToJson(ArmsRequest request, ImprovementMemory memory) => new()
    {
        ["arms"] = new JsonArray([.. request.Plan.Arms.Select(entry => (JsonNode)new JsonObject
        {
            ["name"] = entry.Arm.Name,
            ["about"] = entry.Arm.About,
            ["seeds"] = entry.Seeds,
            ["settings"] = new JsonObject(request.Plan.SettingsOf(entry.Arm).Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))),
        })]),
        ["runs"] = request.Plan.Runs.Count(),
        ["updates"] = request.Plan.Options.Run.Updates,
        ["tokensPerUpdate"] = request.Plan.Tokens,
        ["generatedTokens"] = TokensOf(request.Plan),
        ["memoryBytes"] = memory.Bytes,
    };
}
