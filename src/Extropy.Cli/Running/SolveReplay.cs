using System.Collections.Immutable;
using System.CommandLine;
using Extropy.Cli.Hosting;
using Extropy.Cli.Solving;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;
using Extropy.Runs.Effects;
using Extropy.Runs.Store;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Strategies;
using Extropy.Search.Goals;
using Extropy.Search.Trace;

namespace Extropy.Cli.Running;

/// <summary>Rebuilds a solve run's search from its record: the whole pool of a finished run, or as far as an unfinished one came.</summary>
internal static class SolveReplay
{
    /// <summary>The search. Works on a copy of the journal, so a run that is being worked on is not disturbed.</summary>
    /// <exception cref="BadInputException">The run is not a solve run.</exception>
    public static async Task<SolveReport> OfAsync(RunSummary run, int workers, CancellationToken cancellation)
    {
        if (run.Manifest.Command != "solve")
            throw new BadInputException($"'{run.Id}' is a {run.Manifest.Command} run; it has no search of its own to draw");

        SolveRequest request = Parse(run.Manifest.Arguments);
        SearchSetup setup = await SearchSetups.CreateAsync(request, workers, cancellation);
        ISearchStrategy strategy = KnownStrategies.Create(request.Strategy ?? setup.DefaultStrategy, setup.Settings);
        Budget budget = SolveBudget.Of(request, setup);
        var trace = new Collected();
        string copy = Directory.CreateTempSubdirectory("extropy-").FullName;
        try
        {
            foreach (string file in Directory.EnumerateFiles(run.Folder, "journal.db*")) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            await using Journal journal = Journal.Open(Path.Combine(copy, "journal.db"));
            var context = new SearchContext(
                SearchKey.Of(run.Manifest.Seed, setup.Problem, strategy),
                new RecordedPolicy(setup.Policy),
                budget,
                new SearchServices { Journal = journal, Observer = trace });
            SearchResult? result = null;
            try
            {
                result = await strategy.SearchAsync(setup.Problem, context, cancellation);
            }
            catch (RecordEndedException)
            {
                // an unfinished run: what was collected so far is shown
            }

            return new SolveReport
            {
                Request = request,
                Setup = setup,
                Strategy = strategy.Name,
                Budget = budget,
                Result = result ?? trace.SoFar(setup.Problem),
                IsPartial = result is null,
                Events = trace.Events,
            };
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
            await setup.DisposeAsync(); // problem and words stay usable; nothing is asked of the policy any more
        }
    }

    private static SolveRequest Parse(ImmutableArray<string> arguments)
    {
        var flags = new SolveFlags();
        var command = new Command("solve");
        flags.AddTo(command);
        command.Add(CommonFlags.Seed);
        command.Add(CommonFlags.Json);
        command.Add(CommonFlags.Workers);
        return flags.Read(command.Parse([.. arguments.Skip(1)]));
    }

    /// <summary>Keeps the pool as it grows.</summary>
    private sealed class Collected : ISearchObserver
    {
        private readonly List<SearchNode> _nodes = [];
        private readonly List<Goal> _goals = [];
        private readonly List<SearchEvent> _events = [];

        public ImmutableArray<SearchEvent> Events => [.. _events];

        public void OnEvent(SearchEvent happened)
        {
            _events.Add(happened);
            if (happened is SearchEvent.NodeAdded added) _nodes.Add(added.Node);
            if (happened is SearchEvent.GoalsAdded grown) _goals.AddRange(grown.Goals);
        }

        public SearchResult SoFar(IProblem problem)
        {
            if (_nodes.Count == 0) throw new BadInputException("nothing of this run was committed before it stopped");
            SearchNode best = _nodes.OrderByDescending(node => node.Verdict.IsSolved).ThenByDescending(node => node.Score).ThenBy(node => node.Id).First();
            GoalTree? tree = problem.Goals?.Initial;
            GoalTree? grown = tree?.Grow(_goals.Where(goal => tree.IndexOf(goal.Id) < 0));
            return new SearchResult(SearchOutcome.BudgetSpent, [.. _nodes], best, _nodes[^1].Spent, null, grown);
        }
    }
}
