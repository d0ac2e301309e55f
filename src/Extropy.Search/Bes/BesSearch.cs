using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

namespace Extropy.Search.Bes;

/// <summary>
/// Bidirectional Evolutionary Search: forward, a pool of trajectories grows by policy expansions and by recombination; backward, a tree of
/// checkable goals scores every partial trajectory. Source: arXiv 2605.28814. See docs/methods/bes.md.
/// </summary>
public sealed class BesSearch : ISearchStrategy
{
    /// <summary>Creates the strategy.</summary>
    /// <param name="options">Its switches.</param>
    /// <param name="name">Name in commands; presets with other switches carry their own.</param>
    /// <exception cref="BadInputException">Names all faulty options at once.</exception>
    public BesSearch(BesOptions options, string name = "bes")
    {
        options.Validate();
        Options = options;
        Name = name;
        Identity = StrategyIdentity.Of("bes/1", options.AddTo);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <summary>The switches.</summary>
    public BesOptions Options { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The budget does not pay for a single step.</exception>
    public ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken)
    {
        Affordable.Check(context.Ledger);
        return new BesRun(problem, context, Options).RunAsync(cancellationToken);
    }
}
