using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Collecting;
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
using Extropy.Tasks.KnightsAndKnaves;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy rollouts knights-and-knaves</c>: collects groups and writes them for a trainer elsewhere.</summary>
internal static class RolloutsCommand
{
    private const int Most = 1_000_000;
    private const int DefaultGroups = 64;

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("rollouts", "collect judged groups of answers, by search or without, for a trainer elsewhere");
        Argument<string?> task = Flags.Name("task", "task", "what is asked", KkSetup.Name);
        Option<string?> file = Flags.Text("--out", "FILE", "the file to write; required");
        Option<string?> format = Flags.OneOf("--format", "format", "JSON lines with everything, JSON lines for TRL, or Parquet for verl (default extropy)", "extropy", "trl", "verl");
        Option<long?> groups = Flags.Whole("--groups", "N", $"groups (default {DefaultGroups})", 1, Most);
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "numbers of people (default 4,5,6)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<string?> recipe = RecipeFlags.Name("where groups come from", RolloutsRequest.DefaultRecipe);
        Option<string[]> set = RecipeFlags.Set();
        Option<string?> rollout = Flags.Text("--rollout", "NAME", "iid, bom, a search strategy, or rescue-STRATEGY, instead of the recipe's");
        Option<long?> group = Flags.Whole("--group", "N", "rollouts of a prompt (default 8)", 1, Most);
        Option<long?> tokens = Flags.Whole("--search-tokens", "N", "tokens that a search may spend on a prompt (default 1250)", 1, Most);
        Option<string?> goals = Flags.OneOf("--goals", "goal source", "where a search takes sub-goals from (default: the recipe's)", "logic-only", "truth");
        Option<string?> dialect = Flags.OneOf("--dialect", "dialect", "how text is spelled in the file (default formal)", "formal", "english");
        Option<string?> model = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");
        Option<bool> dryRun = Flags.Switch("--dry-run", "show what would be collected; collect nothing");
        command.Add(task);
        foreach (Option option in (Option[])[file, format, groups, people, recipe, set, rollout, group, tokens, goals, dialect, model, dryRun]) command.Add(option);
        host.Handle(command, invocation =>
        {
            string[] own = [.. Setting("rollout", invocation.Get(rollout)), .. Setting("group", invocation.Get(group)), .. Setting("search-tokens", invocation.Get(tokens)), .. Setting("goals", invocation.Get(goals))];
            RecipeChoice choice = RecipeFlags.ChoiceOf(invocation, invocation.Get(recipe) ?? RolloutsRequest.DefaultRecipe, [.. invocation.Get(set) ?? [], .. own]);
            var request = new RolloutsRequest(
                choice.Recipe,
                (int)(invocation.Get(groups) ?? DefaultGroups),
                invocation.Get(people) is { Length: > 0 } sizes ? [.. sizes] : new KkImprovementOptions().People,
                Enum.Parse<RolloutFormat>(invocation.Get(format) ?? "extropy", ignoreCase: true),
                invocation.Get(dialect) == "english" ? KkDialect.English : KkDialect.Formal,
                ShippedModel.Find(KkSetup.Name, invocation.Get(model)),
                invocation.Seed);
            IRolloutStrategy strategy = RecipeParts.Rollouts(request.Recipe);
            if (invocation.Get(dryRun)) return Task.FromResult(DryRun(invocation, request));
            return RunAsync(invocation, request, choice, strategy, invocation.Get(file) ?? throw new BadInputException("--out FILE is required: where the groups go"));
        });
        return command;
    }

    private static string[] Setting(string name, object? value) =>
        value is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"{name}={value}")];

    private static async Task<int> RunAsync(Invocation invocation, RolloutsRequest request, RecipeChoice choice, IRolloutStrategy strategy, string file)
    {
        KkModel model = KkModel.Load(request.Model);
        (DecoderPolicy policy, DecodingEngine engine) = ShippedModel.Open(model, invocation.Workers);
        await using (engine)
        {
            ImmutableSortedDictionary<string, string> settings = choice.ToOptions()
                .Add("groups", request.Groups.ToString(CultureInfo.InvariantCulture)).Add("format", request.Format.ToString());
            return await RunScope.RunAsync(invocation, "rollouts", settings, async _ =>
            {
                await using RolloutExport export = RolloutExport.Create(file, request.Format, model.Codec, new KkText(model.IsEnglish ? KkDialect.Formal : request.Dialect));
                RolloutsTally tally = await CollectAsync(invocation, request, model, strategy, policy, engine, export);
                await export.CompleteAsync(invocation.Cancellation);
                return new RunEnd(ExitCode.Done, tally.ToJson(request), () => RolloutsPage.Show(invocation, request, tally, file))
                {
                    Measured = new JsonObject { ["file"] = Path.GetFullPath(file) },
                };
            });
        }
    }

    private static async Task<RolloutsTally> CollectAsync(
        Invocation invocation, RolloutsRequest request, KkModel model, IRolloutStrategy strategy, DecoderPolicy policy, DecodingEngine engine, RolloutExport export)
    {
        KkImprovementOptions options = request.Puzzles();
        var prompts = new PromptSource(KkImprovement.Problems(request.Recipe, options, model.Dialect), request.Seed);
        var basis = new RolloutRequest(prompts[0], policy, model.Codec, request.Recipe.Group, request.Seed, Replicate: 0)
        {
            MaxTokens = model.MaxTokens,
            MostRowTokens = engine.Config.ContextLength,
            Reward = RecipeParts.Reward(request.Recipe),
            Sampling = RecipeParts.Options(request.Recipe, model.Limit(options.Run)).Sampling,
        };
        var tally = new RolloutsTally();
        using var progress = new ProgressLine(invocation);
        for (int done = 0; done < request.Groups;)
        {
            int size = Math.Min(RolloutCollector.RoundPrompts, request.Groups - done);
            var collector = new RolloutCollector(strategy, [], prompts, new CollectionPlan { Prompts = size, MostRounds = 1 });
            Collection round = await collector.CollectAsync(basis, done, debt: 0, invocation.Cancellation);
            foreach (RolloutGroup one in round.Groups)
            {
                tally.Add(one);
                await export.AddAsync(one, invocation.Cancellation);
            }

            done += size;
            progress.Report(done, request.Groups, "groups");
        }

        return tally;
    }

    private static int DryRun(Invocation invocation, RolloutsRequest request)
    {
        if (!invocation.Json)
        {
            RolloutsPage.Plan(invocation, request);
            return ExitCode.Done;
        }

        var plan = new JsonObject
        {
            ["recipe"] = ImproveJson.Recipe(request.Recipe), ["groups"] = request.Groups, ["mostSearchTokens"] = request.MostSearchTokens,
        };
        JsonResult.Write(invocation.Terminal.Out, plan, Measured.Of(invocation));
        return ExitCode.Done;
    }
}
