using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Core.Accounting;
using Extropy.Runs.Store;
using Extropy.Search.Contracts;
using Spectre.Console;

namespace Extropy.Cli.Solving;

/// <summary>What <c>solve --dry-run</c> shows: the problem, the plan, and what it may cost.</summary>
internal static class SolvePlan
{
    /// <summary>Prints it.</summary>
    public static int Show(Invocation invocation, SearchSetup setup, ISearchStrategy strategy, Budget budget)
    {
        long calls = budget.PolicyCalls != long.MaxValue ? budget.PolicyCalls : Math.Max(1, budget.GeneratedTokens);
        RunForecast forecast = RunForecast.Of(searches: 1, eventsPerSearch: calls, tokensPerEvent: setup.TokensPerStep, inFlight: 1);
        if (invocation.Json)
        {
            var plan = new JsonObject
            {
                ["problem"] = setup.Problem.Task,
                ["statement"] = JsonResult.List(setup.Text.Statement),
                ["strategy"] = strategy.Name,
                ["policy"] = setup.Policy.Identity.Name,
                ["visibility"] = Words.Of(setup.Problem.Visibility),
                ["budget"] = SolveBudget.Text(budget),
                ["forecast"] = new JsonObject { ["events"] = forecast.Events, ["diskBytes"] = forecast.DiskBytes, ["memoryBytes"] = forecast.MemoryBytes },
            };
            JsonResult.Write(invocation.Terminal.Out, plan, Measured.Of(invocation));
            return ExitCode.Done;
        }

        IAnsiConsole page = invocation.Terminal.Page;
        SolvePage.Problem(page, setup);
        Pages.Heading(page, "Plan");
        Pages.Pairs(
            page,
            ("strategy", Markup.Escape(strategy.Name)),
            ("policy", Markup.Escape(setup.Policy.Identity.Name)),
            ("goals", setup.Problem.Goals is { } goals ? Markup.Escape(goals.Name) : "none"),
            ("budget", Markup.Escape(SolveBudget.Text(budget))),
            ("at most", $"{Durations.Bytes(forecast.DiskBytes)} of disk, {Durations.Bytes(forecast.MemoryBytes)} of memory for the journal"));
        page.MarkupLine("[grey]Nothing was spent.[/]");
        return ExitCode.Done;
    }
}
