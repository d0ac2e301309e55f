using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Improving;
using Extropy.Cli.Models;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Rollouts.Export;
using Extropy.Models.Serving;
using Extropy.Tasks.KnightsAndKnaves.Encoding;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy rollouts knights-and-knaves</c>: collects groups for a trainer elsewhere and writes them as JSON lines.</summary>
internal static class RolloutsCommand
{
    private const int Most = 1_000_000;
    private const int DefaultGroups = 64;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("rollouts", "collect judged groups of answers, by search or without, for a trainer elsewhere");
        Argument<string?> task = Flags.Name("task", "task", "what is asked", KkSetup.Name);
        Option<string?> file = Flags.Text("--out", "FILE", "the JSON-lines file to write; required");
        Option<string?> recipe = RecipeFlags.Name("where groups come from", "bes");
        Option<string[]> set = RecipeFlags.Set();
        Option<long?> groups = Flags.Whole("--groups", "N", $"groups (default {DefaultGroups})", 1, Most);
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "numbers of people (default 4,5,6)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<string?> format = Flags.OneOf("--format", "format", "which columns: everything, or TRL's prompt and completion (default extropy)", "extropy", "trl");
        Option<string?> model = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");
        command.Add(task);
        foreach (Option option in (Option[])[file, recipe, set, groups, people, format, model]) command.Add(option);
        host.Handle(command, invocation => RunAsync(
            invocation,
            invocation.Get(file) ?? throw new BadInputException("--out FILE is required: where the groups go"),
            RecipeFlags.RecipeOf(invocation.Get(recipe) ?? "bes", invocation.Get(set) ?? []),
            (int)(invocation.Get(groups) ?? DefaultGroups),
            invocation.Get(people) is { Length: > 0 } sizes ? [.. sizes] : new KkImprovementOptions().People,
            invocation.Get(format) == "trl" ? RolloutFormat.Trl : RolloutFormat.Extropy,
            ShippedModel.Find(KkSetup.Name, invocation.Get(model))));
        return command;
    }

    private static async Task<int> RunAsync(
        Invocation invocation, string file, Recipe recipe, int groups, ImmutableArray<int> people, RolloutFormat format, string model)
    {
        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(model, KkCodec.Shared, invocation.Workers);
        await using (engine)
        {
            var options = new KkImprovementOptions { People = people, Puzzles = (groups + people.Length - 1) / people.Length };
            options = options with { Run = options.Run with { Seed = invocation.Seed } };
            var prompts = new PromptSource(KkImprovement.Problems(recipe, options), invocation.Seed);
            var settings = ImmutableSortedDictionary<string, string>.Empty.Add("recipe", recipe.Name).Add("groups", groups.ToString(CultureInfo.InvariantCulture));
            return await RunScope.RunAsync(invocation, "rollouts", settings, async _ =>
            {
                IRolloutStrategy strategy = RecipeParts.Rollouts(recipe);
                var request = new RolloutRequest(prompts[0], policy, KkCodec.Shared, recipe.Group, invocation.Seed, Replicate: 0)
                {
                    MaxTokens = options.Run.MaxTokens, MostRowTokens = engine.Config.ContextLength, Reward = RecipeParts.Reward(recipe),
                };
                var collected = new List<RolloutGroup>();
                using (var progress = new ProgressLine(invocation))
                {
                    while (collected.Count < groups)
                    {
                        int size = Math.Min(RolloutCollector.RoundPrompts, groups - collected.Count);
                        var collector = new RolloutCollector(strategy, [], prompts, new CollectionPlan { Prompts = size, MostRounds = 1 });
                        collected.AddRange((await collector.CollectAsync(request, collected.Count, debt: 0, invocation.Cancellation)).Groups);
                        progress.Report(collected.Count, groups, "groups");
                    }
                }

                int lines = RolloutFile.Write(file, collected, KkCodec.Shared, format);
                JsonObject result = Result(recipe, collected, lines);
                return new RunEnd(ExitCode.Done, result, () => Show(invocation, file, result)) { Measured = new JsonObject { ["file"] = Path.GetFullPath(file) } };
            });
        }
    }

    private static JsonObject Result(Recipe recipe, List<RolloutGroup> groups, int lines) => new()
    {
        ["recipe"] = ImproveJson.Recipe(recipe),
        ["groups"] = groups.Count,
        ["solvedGroups"] = groups.Count(group => group.IsSolved),
        ["rollouts"] = lines,
        ["searched"] = groups.Sum(group => group.Members.Count(member => member.Source == RolloutSource.Searched)),
        ["padded"] = groups.Sum(group => group.Members.Count(member => member.Source == RolloutSource.Padded)),
        ["right"] = groups.Sum(group => group.Members.Count(member => member.Reward >= 1)),
        ["policyCalls"] = groups.Sum(group => group.Spent.PolicyCalls),
        ["generatedTokens"] = groups.Sum(group => group.Spent.GeneratedTokens),
        ["evolutionChildren"] = groups.Sum(group => group.Spent.EvolutionChildren),
        ["verifierCalls"] = groups.Sum(group => group.Spent.VerifierCalls),
    };

    private static void Show(Invocation invocation, string file, JsonObject result)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[green]✓[/] [bold]{Markup.Escape(file)}[/]  [grey]{result["rollouts"]} lines[/]");
        Pages.Pairs(
            page,
            ("groups", $"{result["groups"]}, solved {result["solvedGroups"]}"),
            ("rollouts", $"{result["searched"]} searched, {result["padded"]} padding, {result["right"]} with the whole reward"),
            ("generated tokens", Durations.Count((long)result["generatedTokens"]!)), // set above
            ("policy calls", Durations.Count((long)result["policyCalls"]!)));
    }
}
