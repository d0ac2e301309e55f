using Extropy.Core.Accounting;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;
using Extropy.Testing.Search;

namespace Extropy.Search.Tests.Strategies;

/// <summary>Runs one search with the doubles, whose answers come at once.</summary>
internal static class Searches
{
    public static (SearchResult Result, EventLog Events) Run(
        ISearchStrategy strategy, IProblem problem, IStepPolicy policy, long seed, Budget budget)
    {
        var events = new EventLog();
        var context = new SearchContext(new SearchKey(Digest.Of("test").Derive(seed)), policy, budget, events);
        Task<SearchResult> search = strategy.SearchAsync(problem, context, CancellationToken.None).AsTask();
        Assert.True(search.IsCompleted);
        return (search.GetAwaiter().GetResult(), events);
    }

    public static SearchResult Words(ISearchStrategy strategy, long seed, long calls = 200, int ends = 1) =>
        Run(strategy, new WordProblem(), new WordPolicy(ends: ends), seed, new Budget { PolicyCalls = calls }).Result;

    /// <summary>Everything about a node that two equal searches must agree on.</summary>
    public static string Shown(SearchNode node) =>
        $"{node.Id} {node.Operator} {string.Join(',', node.Parents)} {node.Score:R} {node.Trajectory.ToText("|")} {node.Spent}";
}
