using Extropy.Core.Accounting;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Comparison;

/// <summary>
/// Runs one search to its end: on a run's journal (<c>run.SearchAsync</c>), or without memory
/// (<see cref="StrategyComparison.Unrecorded"/>). Called for many searches at once.
/// </summary>
/// <param name="strategy">How.</param>
/// <param name="problem">On what.</param>
/// <param name="budget">With what.</param>
/// <param name="replicate">Tells repeated searches apart.</param>
/// <param name="cancellationToken">Stops it.</param>
public delegate ValueTask<SearchResult> SearchRunner(
    ISearchStrategy strategy, IProblem problem, Budget budget, long replicate, CancellationToken cancellationToken);
