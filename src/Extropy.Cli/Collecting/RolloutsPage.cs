using System.Globalization;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Solving;
using Extropy.Learning.Recipes;
using Extropy.Learning.Rollouts;
using Extropy.Learning.Rollouts.Export;
using Extropy.Tasks.KnightsAndKnaves;
using Spectre.Console;

namespace Extropy.Cli.Collecting;

/// <summary>What <c>rollouts</c> prints.</summary>
internal static class RolloutsPage
{
    /// <summary>What would be collected.</summary>
    public static void Plan(Invocation invocation, RolloutsRequest request)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("recipe", Markup.Escape(request.Recipe.Name)),
            ("rollouts", $"{Markup.Escape(request.Recipe.Rollout)}, {request.Recipe.Group} of each prompt"),
            ("prompts", $"{Durations.Count(request.Groups)} puzzles of {string.Join(", ", request.People)} people"),
            ("goals", request.Recipe.Goals == "truth" ? "truth: they know the solution; for training data only" : request.Recipe.Goals),
            ("reward", request.Recipe.Reward),
            ("at most", request.MostSearchTokens is { } tokens ? $"{Durations.Count(tokens)} generated tokens, {Durations.Count(request.Recipe.SearchTokens)} a prompt, and padding" : "what the answers take"),
            ("file", $"{Form(request.Format)}; text in the {(request.Dialect == KkDialect.English ? "English" : "formal")} dialect"));
        page.MarkupLine("[grey]Nothing was collected.[/]");
    }

    /// <summary>The end: what the file holds, what it cost, what to do next.</summary>
    public static void Show(Invocation invocation, RolloutsRequest request, RolloutsTally tally, string file)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        IAnsiConsole page = invocation.Terminal.Page;
        page.MarkupLine($"[green]✓[/] [bold]{Markup.Escape(file)}[/]  [grey]{Form(request.Format)}[/]");
        Pages.Pairs(
            page,
            ("groups", string.Create(culture, $"{Durations.Count(tally.Groups)}, solved {Durations.Count(tally.SolvedGroups)} ({(double)tally.SolvedGroups / Math.Max(1, tally.Groups):0.0 %})")),
            ("rollouts", $"{Durations.Count(tally.Rollouts)}: {Durations.Count(tally.Of(RolloutSource.Searched))} searched, {Durations.Count(tally.Of(RolloutSource.Padded))} padding, {Durations.Count(tally.Of(RolloutSource.Sampled))} sampled"),
            ("whole reward", $"{Durations.Count(tally.Right)}, of which {Durations.Count(tally.RightEvolved)} have a recombined ancestor"),
            ("price", $"{Durations.Count(tally.Spent.GeneratedTokens)} generated tokens, {Durations.Count(tally.Spent.PolicyCalls)} policy calls, {Durations.Count(tally.Spent.VerifierCalls)} verifier calls"));
        if (request.Recipe.Goals == "truth" && tally.Of(RolloutSource.Searched) > 0)
            page.MarkupLine("[grey]The searches' goals knew the solutions (--goals truth): training data, no measure of what the model can do.[/]");
        Pages.Next(
            page,
            ($"improve {KkSetup.Name} --recipe {(KnownRecipes.Names.Contains(request.Recipe.Name) ? request.Recipe.Name : RolloutsRequest.DefaultRecipe)}", "train on such groups here"),
            ($"rollouts {KkSetup.Name} --help", "other formats and sources; docs/guide/export.md says how they load"));
    }

    private static string Form(RolloutFormat format) => format switch
    {
        RolloutFormat.Verl => "Parquet for verl, a row a group",
        RolloutFormat.Trl => "JSON lines for TRL, a line a rollout",
        _ => "JSON lines, a line a rollout",
    };
}
