using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Extropy.Cli.Comparing;
using Extropy.Cli.Hosting;
using Extropy.Cli.Output;
using Extropy.Cli.Running;
using Extropy.Cli.Solving;
using Extropy.Core.Errors;
using Extropy.Runs.Store;
using Extropy.Search.Comparison;
using Extropy.Search.Context;
using Extropy.Search.Strategies;
using Extropy.Tasks.KnightsAndKnaves.Logic;

namespace Extropy.Cli.Commands;

/// <summary><c>extropy compare &lt;problem&gt;</c>: strategies side by side at one equalised counter.</summary>
internal static class CompareCommand
{
    private const int DefaultPuzzles = 50;
    private const int MostPuzzles = 100_000;
    private const long DefaultTokens = 1600;
    private const int InFlight = 64;
    private const double TokensPerCall = 12; // a paragraph of four or five people, for the forecast
    private static readonly int[] DefaultPeople = [4];

    /// <summary>The command.</summary>
    public static Command Create(CommandHost host)
    {
        var command = new Command("compare", "strategies side by side on the same problems at equal generated tokens");
        Argument<string?> problem = Flags.Name("problem", "problem", "on what to compare", KkSetup.Name, CountdownSetup.Name, "persona-facts");
        Option<int[]?> people = Flags.Wholes("--people", "N,N,…", "sizes of the puzzles (default 4)", KkPuzzle.MinPeople, KkPuzzle.MaxPeople);
        Option<long?> puzzles = Flags.Whole("--puzzles", "N", "puzzles of each size, the same for every strategy (default 50)", 1, MostPuzzles);
        Option<string[]?> strategies = Flags.SomeOf("--strategies", "strategy", "which, separated by commas (default all)", [.. KnownStrategies.Names]);
        Option<long?> tokens = Flags.Whole("--tokens", "N", "generated tokens of each search: the equalised counter (default 1600)", 0, long.MaxValue);
        Option<string?> goals = Flags.OneOf("--goals", "goal source", "where sub-goals come from (default logic-only)", "truth", "logic-only");
        Option<string?> reference = Flags.OneOf("--reference", "strategy", "the one that the others are paired with (default bes)", [.. KnownStrategies.Names]);
        Option<string?> model = Flags.Text("--model", "DIR", "a checkpoint of your own instead of the model that ships");
        Option<bool> dryRun = Flags.Switch("--dry-run", "show the plan and a forecast; spend nothing");
        reference.HelpName = "NAME";
        command.Add(problem);
        foreach (Option option in (Option[])[people, puzzles, strategies, tokens, goals, reference, model, dryRun]) command.Add(option);
        host.Handle(command, invocation => RunAsync(invocation, invocation.Get(dryRun), invocation.Has(people), new CompareRequest
        {
            Problem = invocation.Get(problem)!, // required
            Seed = invocation.Seed,
            People = invocation.Get(people) is { Length: > 0 } sizes ? sizes : DefaultPeople,
            Puzzles = (int)(invocation.Get(puzzles) ?? DefaultPuzzles),
            Strategies = invocation.Get(strategies) is { Length: > 0 } chosen ? chosen : [.. KnownStrategies.Names],
            Tokens = invocation.Get(tokens) ?? DefaultTokens,
            Goals = invocation.Get(goals),
            Reference = invocation.Get(reference),
            Model = invocation.Get(model),
        }));
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, bool isDryRun, bool hasPeople, CompareRequest request)
    {
        if (hasPeople && request.Problem != KkSetup.Name) throw new BadInputException($"--people means nothing for {request.Problem}; leave it out");
        if (request.Tokens < 1) throw new BadInputException($"--tokens {request.Tokens} buys no step; the default is {DefaultTokens}");
        if (request.Reference is { } name && !request.Strategies.Contains(name))
            throw new BadInputException($"--reference {name} is not among --strategies {string.Join(',', request.Strategies)}");

        await using CompareSetup setup = CompareSetup.Create(request, invocation.Workers);
        var plan = new ComparisonPlan
        {
            Problems = setup.Problems,
            Strategies = [.. request.Strategies.Select(strategy => KnownStrategies.Create(strategy, setup.Settings))],
            Limit = request.Tokens,
            Replicates = setup.Replicates,
            Reference = request.Reference ?? (request.Strategies.Contains(KnownStrategies.Default) ? KnownStrategies.Default : null),
            InFlight = InFlight,
        };
        plan.Validate();
        long searches = (long)plan.Problems.Count * plan.Replicates * plan.Strategies.Count;
        RunForecast forecast = RunForecast.Of(searches, (long)Math.Ceiling(request.Tokens / TokensPerCall), TokensPerCall, InFlight);
        if (isDryRun) return ComparePage.Plan(invocation, plan, searches, forecast);

        return await RunScope.RunAsync(invocation, "compare", Options(request), async run =>
        {
            Forecast(invocation, request, searches, forecast);
            ComparisonResult result = await CompareAsync(invocation, run, setup, plan);
            return new RunEnd(ExitCode.Done, CompareJson.Of(request, setup, result), () => ComparePage.Show(invocation, request, result, run.Id));
        });
    }

    private static void Forecast(Invocation invocation, CompareRequest request, long searches, RunForecast forecast) =>
        invocation.Terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{searches:N0} searches of {request.Tokens:N0} tokens; at most about {Durations.Bytes(forecast.DiskBytes)} of disk and {Durations.Bytes(forecast.MemoryBytes)} of memory for the record"));

    private static async Task<ComparisonResult> CompareAsync(Invocation invocation, RunSession run, CompareSetup setup, ComparisonPlan plan)
    {
        using var line = new ProgressLine(invocation);
        var progress = new Told<ComparisonProgress>(now => line.Report(now.Done, now.Total, $"{now.Strategy}: searches"));
        return await StrategyComparison.RunAsync(
            plan,
            (strategy, problem, budget, replicate, cancellation) =>
                run.SearchAsync(strategy, problem, setup.Policy, budget, replicate, observer: null, timeLimit: null, cancellation),
            progress,
            invocation.Cancellation);
    }

    private static ImmutableSortedDictionary<string, string> Options(CompareRequest request) => ImmutableSortedDictionary<string, string>.Empty
        .Add("problem", request.Problem)
        .Add("puzzles", request.Puzzles.ToString(CultureInfo.InvariantCulture))
        .Add("strategies", string.Join(',', request.Strategies))
        .Add("tokens", request.Tokens.ToString(CultureInfo.InvariantCulture));
}
