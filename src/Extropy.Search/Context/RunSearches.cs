using Extropy.Core.Accounting;
using Extropy.Runs.Store;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Context;

/// <summary>Searches inside a run.</summary>
public static class RunSearches
{
    /// <summary>Runs a search to its end on the run's journal: a resumed run goes on where the search was.</summary>
    /// <param name="run">The run; its seed keys the search.</param>
    /// <param name="strategy">How to search.</param>
    /// <param name="problem">What to search.</param>
    /// <param name="policy">Who writes.</param>
    /// <param name="budget">What this search owns from the start.</param>
    /// <param name="replicate">Tells repeated searches of the same problem apart.</param>
    /// <param name="observer">Watches, or null.</param>
    /// <param name="timeLimit">Longest time, or null.</param>
    /// <param name="cancellationToken">Stops the search; what was committed is kept.</param>
    /// <exception cref="Runs.Effects.ReplayDivergenceException">The record was made by another program, model or option.</exception>
    public static async ValueTask<SearchResult> SearchAsync(
        this RunSession run,
        ISearchStrategy strategy,
        IProblem problem,
        IStepPolicy policy,
        Budget budget,
        long replicate,
        ISearchObserver? observer,
        TimeSpan? timeLimit,
        CancellationToken cancellationToken)
    {
        SearchContext context = run.OpenSearch(
            SearchKey.Of(run.Manifest.Seed, problem, strategy, replicate), policy, budget, observer, timeLimit);
        SearchResult result = await strategy.SearchAsync(problem, context, cancellationToken).ConfigureAwait(false);
        context.EnsureReplayed();
        return result;
    }

    /// <summary>A context on the run's journal, for those who call a strategy themselves; they end with <see cref="SearchContext.EnsureReplayed"/>.</summary>
    public static SearchContext OpenSearch(
        this RunSession run, SearchKey key, IStepPolicy policy, Budget budget, ISearchObserver? observer = null, TimeSpan? timeLimit = null) =>
        new(key, policy, budget, new SearchServices { Journal = run.Journal, Observer = observer, Time = run.Time, TimeLimit = timeLimit });
}
