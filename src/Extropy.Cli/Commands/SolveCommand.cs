using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Cli.Watching;
using Extropy.Core.Accounting;
using Extropy.Runs.Store;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;
using Spectre.Console;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy solve &lt;problem&gt;</c>: spends a budget on a problem and prints the verified answer.</summary>
internal static class SolveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("solve", "spend a budget on a problem; print the verified answer and its derivation");
        var flags = new SolveFlags();
        flags.AddTo(command);
        host.Handle(command, invocation => RunAsync(invocation, flags));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, SolveFlags flags)
    {
        SolveRequest request = flags.Read(invocation.Parsed);
        if (request.Strategy is { } name) KnownStrategies.Find(name); // a wrong name is said before a model is opened
        await using SearchSetup setup = await SearchSetups.CreateAsync(request, invocation.Workers, invocation.Cancellation);
        ISearchStrategy strategy = KnownStrategies.Create(request.Strategy ?? setup.DefaultStrategy, setup.Settings);
        Budget budget = SolveBudget.Of(request, setup);
        bool explain = invocation.Get(flags.Explain);
        if (invocation.Get(flags.DryRun)) return SolvePlan.Show(invocation, setup, strategy, budget);

        return await RunScope.RunAsync(invocation, "solve", Options(request, setup, strategy, budget), async run =>
        {
            Introduce(invocation, setup, strategy);
            SolveReport report = await SearchAsync(invocation, run, request, setup, strategy, budget);
            return new RunEnd(
                report.Result.IsSolved ? ExitCode.Done : ExitCode.Unsolved,
                SolveJson.Of(report),
                () => Show(invocation, run, report, explain))
            {
                Measured = new JsonObject { ["searchSeconds"] = Math.Round(report.Searching.TotalSeconds, 4) },
            };
        });
    }

    private static async Task<SolveReport> SearchAsync(
        Invocation invocation, RunSession run, SolveRequest request, SearchSetup setup, ISearchStrategy strategy, Budget budget)
    {
        var watch = new SearchWatch();
        var live = new LiveSearch(invocation, watch, setup.Problem, budget);
        Task<SearchResult> search = Task.Run(
            () => run.SearchAsync(strategy, setup.Problem, setup.Policy, budget, replicate: 0, watch, timeLimit: null, invocation.Cancellation).AsTask(),
            invocation.Cancellation);
        TimeSpan began = invocation.Elapsed;
        SearchResult result = await live.WhileAsync(search);
        return new SolveReport
        {
            Request = request,
            Setup = setup,
            Strategy = strategy.Name,
            Budget = budget,
            Result = result,
            Searching = invocation.Elapsed - began,
        };
    }

    private static void Introduce(Invocation invocation, SearchSetup setup, ISearchStrategy strategy)
    {
        if (!invocation.Json)
        {
            SolvePage.Problem(invocation.Terminal.Page, setup);
            SolvePage.Strategy(invocation.Terminal.Page, strategy.Name);
        }

        invocation.Terminal.Out.Flush();
    }

    private static void Show(Invocation invocation, RunSession run, SolveReport report, bool explain)
    {
        IAnsiConsole page = invocation.Terminal.Page;
        SolvePage.Result(page, report, report.Searching);
        if (explain) SolveExplanation.Write(page, report);
        long next = report.Request.Seed + 1;
        Pages.Next(
            page,
            ($"runs report {run.Id}", "the search tree, goals over time and entropy, as one HTML file"),
            report.Result.IsSolved
                ? (string.Create(CultureInfo.InvariantCulture, $"solve {report.Request.Problem} --seed {next}{(explain ? "" : " --explain")}"), "another one")
                : (string.Create(CultureInfo.InvariantCulture, $"solve {report.Request.Problem}{More(report)}"), "the same with twice the budget"));
    }

    private static string More(SolveReport report)
    {
        SolveRequest request = report.Request;
        CultureInfo culture = CultureInfo.InvariantCulture;
        string people = request.People is { } n ? string.Create(culture, $" --people {n}") : "";
        string budget = report.Budget.PolicyCalls != long.MaxValue
            ? string.Create(culture, $" --budget-calls {report.Budget.PolicyCalls * 2}")
            : string.Create(culture, $" --budget-tokens {report.Budget.GeneratedTokens * 2}");
        return string.Create(culture, $"{people} --seed {request.Seed}{budget}");
    }

    private static ImmutableSortedDictionary<string, string> Options(SolveRequest request, SearchSetup setup, ISearchStrategy strategy, Budget budget)
    {
        var options = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        options["problem"] = request.Problem;
        options["origin"] = setup.Origin;
        options["strategy"] = strategy.Name;
        options["policy"] = setup.Policy.Identity.Name;
        if (setup.Problem.Goals is { } goals) options["goals"] = goals.Name;
        foreach (Counter counter in Enum.GetValues<Counter>())
            if (double.IsFinite(budget.Limit(counter))) options[$"budget.{Words.Of(counter)}"] = budget.Limit(counter).ToString(CultureInfo.InvariantCulture);
        return options.ToImmutable();
    }
}
