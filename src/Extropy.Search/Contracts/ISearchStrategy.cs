using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Trace;

namespace Extropy.Search.Contracts;

/// <summary>
/// A way to spend a budget on a problem. Plain async code; everything nondeterministic goes through the context, so budget accounting,
/// resume, exact reproduction and scripted tests are the same for every strategy.
/// </summary>
public interface ISearchStrategy
{
    /// <summary>Name in commands, e.g. <c>bes</c>.</summary>
    string Name { get; }

    /// <summary>Identity of the name and every option that can influence a search. Part of the search key.</summary>
    Digest Identity { get; }

    /// <summary>Searches until solved or until the budget is spent.</summary>
    ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken);
}
