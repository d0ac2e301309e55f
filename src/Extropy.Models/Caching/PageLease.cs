namespace Extropy.Models.Caching;

/// <summary>The pages one live sequence holds: shared blocks first, then pages of its own. Filled and emptied by the cache only.</summary>
internal sealed class PageLease
{
    /// <summary>Page of each block of 16 positions.</summary>
    public List<int> Pages { get; } = [];

    /// <summary>Shared blocks held, from the root downwards; the first pages are theirs.</summary>
    internal List<CacheNode> Blocks { get; } = [];

    /// <summary>Pages promised to this lease that are its own or not yet taken.</summary>
    internal int Promised { get; set; }

    /// <summary>Most tokens it may hold.</summary>
    internal int MostTokens { get; set; }
}
