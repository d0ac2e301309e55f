using System.CommandLine;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Improving;
using Extropy.Cli.Models;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Core.Errors;
using Extropy.Learning.Improvement;
using Extropy.Learning.Improvement.Arms;
using Extropy.Learning.Improvement.KnightsAndKnaves;
using Extropy.Learning.Recipes;
using Extropy.Runs.Store;
using Extropy.Tasks.KnightsAndKnaves.Logic;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy improve knights-and-knaves</c>: trains a policy on what it, or a search with it, finds.</summary>
internal static class ImproveCommand
{
    private const int Most = 1_000_000;
    private const int DefaultSeeds = 3;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("improve", "train a model on what it finds: collect, judge, learn, check, again; resumable");
        Argument<string?> task = Flags.Name("task", "task", "what it gets better at", KkSetup.Name);
        Option<string?> recipe = RecipeFlags.Name("how it learns", KnownRecipes.Default);
        Option<string[]> set = RecipeFlags.Set();
        Option<long?> updates = Flags.Whole("--updates", "N", $"updates (default {ImprovementOptions.DefaultUpdates})", 1, Most);
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "numbers of people to learn from (default 4,5,6)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<long?> puzzles = Flags.Whole("--puzzles", "N", "puzzles of each size to learn from (default 1000)", 1, Most);
        Option<long?> validation = Flags.Whole("--validation", "N", "held-out puzzles of each size, 3 to 6 people (default 300)", 1, Most);
        Option<long?> every = Flags.Whole("--validate-every", "N", "updates between two checks; 0 checks before and after (default 0)", 0, Most);
        Option<string?> model = Flags.Text("--model", "DIR", "the model to begin with instead of the one that ships");
        Option<string?> folder = Flags.Text("--out", "DIR", "where the improved model goes (default: model in the run's folder)");
        Option<string?> arms = Flags.Text("--arms", "NAME[:SEEDS],…", $"compare recipes at equal tokens and equal updates instead: {string.Join(", ", KnownArms.Names)}");
        Option<long?> seeds = Flags.Whole("--seeds", "N", "seeds of an arm that names no number (default 3)", 1, 1_000);
        Option<long?> tokens = Flags.Whole("--tokens", "N", $"generated tokens of an update, for every arm (default {ArmsPlan.DefaultTokens})", 1, Most);
        Option<string?> results = Flags.Text("--results", "DIR", "where the arms' result files and their report go (default: arms in the run's folder)");
        Option<bool> dryRun = Flags.Switch("--dry-run", "show every effective setting, its source and what it needs; train nothing");
        command.Add(task);
        foreach (Option option in (Option[])[recipe, set, updates, people, puzzles, validation, every, model, folder, arms, seeds, tokens, results, dryRun]) command.Add(option);
        host.Handle(command, invocation =>
        {
            string start = ShippedModel.Find(KkSetup.Name, invocation.Get(model));
            KkImprovementOptions basis = invocation.Get(arms) is null ? new KkImprovementOptions() : ArmsPlan.DefaultOptions;
            KkImprovementOptions options = basis with
            {
                People = invocation.Get(people) is { Length: > 0 } sizes ? [.. sizes] : basis.People,
                Puzzles = (int)(invocation.Get(puzzles) ?? basis.Puzzles),
                ValidationPuzzles = (int)(invocation.Get(validation) ?? basis.ValidationPuzzles),
                Run = basis.Run with
                {
                    Seed = invocation.Seed,
                    Updates = invocation.Get(updates) ?? basis.Run.Updates,
                    ValidateEvery = invocation.Get(every) ?? basis.Run.ValidateEvery,
                },
            };
            if (invocation.Get(arms) is { } names)
            {
                var plan = new ArmsPlan
                {
                    Arms = ArmsRequest.ArmsOf(names, (int)(invocation.Get(seeds) ?? DefaultSeeds)), Options = options, Tokens = invocation.Get(tokens) ?? ArmsPlan.DefaultTokens,
                };
                if (invocation.Has(recipe) || invocation.Has(set))
                    throw new BadInputException("--recipe and --set change one recipe, and --arms has its own; leave one of them out");
                return ArmsAsync(invocation, new ArmsRequest(plan, start, invocation.Get(results)), invocation.Get(dryRun));
            }

            if (invocation.Has(seeds) || invocation.Has(tokens) || invocation.Has(results))
                throw new BadInputException("--seeds, --tokens and --results belong to --arms; a recipe has --seed, --set tokens=N and --out");

            var request = new ImproveRequest(
                RecipeFlags.ChoiceOf(invocation, invocation.Get(recipe) ?? KnownRecipes.Default, invocation.Get(set) ?? []), options, start, invocation.Get(folder));
            return RunAsync(invocation, request, invocation.Get(dryRun));
        });
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, ImproveRequest request, bool isDryRun)
    {
        KkModel start = KkModel.Load(request.Model);
        ImprovementPlan plan = KkImprovement.Plan(start, request.Recipe, request.Options);
        ImprovementMemory memory = Memory(invocation, start, request.Options, [request.Recipe]);
        if (isDryRun) return DryRun(invocation, request, memory);
        return await RunScope.RunAsync(invocation, "improve", request.Choice.ToOptions(), async run =>
        {
            string folder = request.Out ?? Path.Combine(run.Folder, "model");
            (ImprovementResult result, double speed) = await ImproveAsync(invocation, run, start, plan, folder);
            return new RunEnd(ExitCode.Done, ImproveJson.Of(request, result), () => ImprovePage.Show(invocation, request, result, folder))
            {
                Measured = new JsonObject { ["generatedTokensPerSecond"] = speed, ["model"] = folder },
            };
        });
    }

    private static async Task<(ImprovementResult Result, double Speed)> ImproveAsync(Invocation invocation, RunSession run, KkModel start, ImprovementPlan plan, string folder)
    {
        using var watch = new ImprovementWatch(invocation, run, plan.Options.Updates);
        await using var improvement = new ImprovementRun(plan, invocation.Workers);
        ImprovementResult result = await improvement.RunAsync(Path.Combine(run.Folder, "improvement.state"), watch, invocation.Cancellation);
        start.Save(folder, improvement.Parameters);
        return (result, watch.TokensPerSecond);
    }

    private static Task<int> ArmsAsync(Invocation invocation, ArmsRequest request, bool isDryRun)
    {
        KkModel start = KkModel.Load(request.Model);
        Recipe[] recipes = [.. request.Plan.Arms.Select(entry => request.Plan.RecipeOf(entry.Arm))];
        foreach (Recipe recipe in recipes) recipe.Validate();
        request.Plan.Options.Validate();
        ImprovementMemory memory = Memory(invocation, start, request.Plan.Options, recipes);
        return isDryRun ? Task.FromResult(ArmsPlanPage.Show(invocation, request, memory)) : ArmsComparison.RunAsync(invocation, request);
    }

    /// <summary>What the hungriest of some recipes takes.</summary>
    /// <exception cref="BadInputException">More than there is.</exception>
    private static ImprovementMemory Memory(Invocation invocation, KkModel start, KkImprovementOptions options, IEnumerable<Recipe> recipes)
    {
        ImprovementMemory most = recipes.Select(recipe => KkImprovement.Memory(start, recipe, options, invocation.Workers)).MaxBy(memory => memory.Bytes)!;
        most.Check(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        return most;
    }

    private static int DryRun(Invocation invocation, ImproveRequest request, ImprovementMemory memory)
    {
        if (invocation.Json)
        {
            var plan = new JsonObject
            {
                ["recipe"] = ImproveJson.Recipe(request.Recipe), ["recipeSources"] = ImproveJson.Sources(request.Choice),
                ["updates"] = request.Options.Run.Updates, ["memoryBytes"] = memory.Bytes,
            };
            JsonResult.Write(invocation.Terminal.Out, plan, Measured.Of(invocation));
            return ExitCode.Done;
        }

        ImprovePage.Plan(invocation, request, memory);
        invocation.Terminal.Page.MarkupLine("[grey]Nothing was trained.[/]");
        return ExitCode.Done;
    }
}
