using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Search.Context;

/// <summary>Identity of one search: everything that decides its course.</summary>
/// <param name="Digest">hash(seed, problem, strategy and options, replicate).</param>
public readonly record struct SearchKey(Digest Digest)
{
    /// <summary>The key of a search.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="problem">What is searched.</param>
    /// <param name="strategy">How.</param>
    /// <param name="replicate">Tells repeated searches of the same problem apart.</param>
    public static SearchKey Of(long seed, IProblem problem, ISearchStrategy strategy, long replicate = 0)
    {
        using var builder = new DigestBuilder();
        return new(builder.Add("search").Add(seed).Add(problem.Identity).Add(strategy.Identity).Add(replicate).Build());
    }
}
