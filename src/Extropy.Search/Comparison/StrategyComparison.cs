using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Core.Statistics;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.SelfConsistency;
using Extropy.Search.Trace;

namespace Extropy.Search.Comparison;

/// <summary>Strategies side by side on the same problems at one equal price.</summary>
public static class StrategyComparison
{
    /// <summary>Runs every search and reads the table.</summary>
    /// <param name="plan">What, on what, at which price.</param>
    /// <param name="run">Runs one search.</param>
    /// <param name="progress">Told after every search, in no fixed order; may be null.</param>
    /// <param name="cancellationToken">Stops all searches.</param>
    /// <exception cref="Core.Errors.BadInputException">Names all faults of the plan at once.</exception>
    public static async ValueTask<ComparisonResult> RunAsync(
        ComparisonPlan plan, SearchRunner run, IProgress<ComparisonProgress>? progress, CancellationToken cancellationToken)
    {
        plan.Validate();
        int perStrategy = plan.Problems.Count * plan.Replicates, total = perStrategy * plan.Strategies.Count;
        var trials = new ComparisonTrial[total];
        long done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = plan.InFlight, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, total, parallel, async (index, token) =>
        {
            ISearchStrategy strategy = plan.Strategies[index / perStrategy];
            IProblem problem = plan.Problems[index % perStrategy / plan.Replicates].Problem;
            SearchResult result = await run(strategy, problem, plan.Budget, index % plan.Replicates, token).ConfigureAwait(false);
            trials[index] = ComparisonTrial.Of(result, votes: strategy is SelfConsistencySearch);
            progress?.Report(new(Interlocked.Increment(ref done), total, strategy.Name));
        }).ConfigureAwait(false);

        ImmutableArray<ImmutableArray<ComparisonTrial>> byStrategy =
            [.. Enumerable.Range(0, plan.Strategies.Count).Select(s => ImmutableArray.Create(trials, s * perStrategy, perStrategy))];
        return new ComparisonResult(plan.Equalised, plan.Limit, plan.ReferenceName, Rows(plan, byStrategy), byStrategy);
    }

    /// <summary>A runner without a journal.</summary>
    /// <param name="seed">Decides all chance.</param>
    /// <param name="policy">Who writes.</param>
    public static SearchRunner Unrecorded(long seed, IStepPolicy policy) => (strategy, problem, budget, replicate, cancellationToken) =>
        strategy.SearchAsync(problem, new SearchContext(SearchKey.Of(seed, problem, strategy, replicate), policy, budget), cancellationToken);

    private static ImmutableArray<ComparisonRow> Rows(ComparisonPlan plan, ImmutableArray<ImmutableArray<ComparisonTrial>> trials)
    {
        string[] groupOf = [.. plan.Problems.SelectMany(problem => Enumerable.Repeat(problem.Group, plan.Replicates))];
        List<string> groups = [.. groupOf.Distinct(StringComparer.Ordinal)];
        var rows = ImmutableArray.CreateBuilder<ComparisonRow>();
        foreach (string group in groups)
            AddRows(group, [.. trials.Select(all => all.Where((_, i) => groupOf[i] == group).ToArray())]);
        if (groups.Count > 1) AddRows(ComparisonResult.AllGroups, [.. trials.Select(all => all.ToArray())]);
        return rows.ToImmutable();

        void AddRows(string group, ComparisonTrial[][] ofGroup)
        {
            int reference = plan.Strategies.ToList().FindIndex(strategy => strategy.Name == plan.ReferenceName);
            PairedComparison?[] pairs = [.. ofGroup.Select((own, s) => s == reference ? null : Paired(own, ofGroup[reference]))];
            double[] adjusted = Holm.Adjusted([.. pairs.OfType<PairedComparison>().Select(pair => pair.Test.PValue)]);
            int next = 0;
            for (int s = 0; s < ofGroup.Length; s++)
                rows.Add(Row(plan, group, plan.Strategies[s].Name, ofGroup[s], pairs[s], pairs[s] is null ? null : adjusted[next++]));
        }
    }

    private static PairedComparison Paired(ComparisonTrial[] own, ComparisonTrial[] reference) =>
        PairedComparison.Of([.. own.Select(trial => trial.IsSolved)], [.. reference.Select(trial => trial.IsSolved)]);

    private static ComparisonRow Row(
        ComparisonPlan plan, string group, string strategy, ComparisonTrial[] trials, PairedComparison? pair, double? adjustedP)
    {
        ComparisonTrial[] solved = [.. trials.Where(trial => trial.IsSolved)];
        int answered = trials.Count(trial => trial.HasAnswer);
        return new ComparisonRow(
            group,
            strategy,
            trials.Length,
            solved.Length,
            WilsonInterval.Of(solved.Length, trials.Length, plan.Level),
            answered,
            WilsonInterval.Of(answered, trials.Length, plan.Level),
            solved.Count(trial => trial.IsEvolved),
            MeanAndError.Of([.. solved.Select(trial => (double)trial.Spent.GeneratedTokens)]),
            MeanAndError.Of([.. solved.Select(trial => (double)trial.Spent.PolicyCalls)]),
            SpentRange.Of([.. trials.Select(trial => Of(trial.Spent, plan.Equalised))]),
            SpentRange.Of([.. trials.Where(trial => !trial.IsSolved).Select(trial => Of(trial.Spent, plan.Equalised))]),
            pair,
            adjustedP);
    }

    private static long Of(Spending spent, Counter counter) => counter switch
    {
        Counter.PolicyCalls => spent.PolicyCalls,
        Counter.GeneratedTokens => spent.GeneratedTokens,
        Counter.VerifierCalls => spent.VerifierCalls,
        Counter.Money => (long)spent.Money,
        _ => spent.EvolutionChildren,
    };
}
