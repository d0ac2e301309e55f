namespace Extropy.Models.Caching;

/// <summary>
/// Blocks that no lease holds, least recently used first. Leases let go of a path from its end to the root, so a block always stands
/// before its parent and the oldest one is always a leaf.
/// </summary>
internal sealed class RecencyList
{
    private readonly CacheNode _ends = new(); // Newer: the oldest; Older: the newest

    /// <summary>Creates an empty list.</summary>
    public RecencyList() => _ends.Newer = _ends.Older = _ends;

    /// <summary>The least recently used block, or null.</summary>
    public CacheNode? Oldest => _ends.Newer == _ends ? null : _ends.Newer;

    /// <summary>Adds a block as the most recently used.</summary>
    public void AddNewest(CacheNode node)
    {
        CacheNode newest = _ends.Older!; // a ring is never broken
        (node.Older, node.Newer) = (newest, _ends);
        newest.Newer = node;
        _ends.Older = node;
    }

    /// <summary>Removes a block.</summary>
    public static void Remove(CacheNode node)
    {
        node.Older!.Newer = node.Newer; // on the list, so both neighbours exist
        node.Newer!.Older = node.Older;
        node.Older = node.Newer = null;
    }
}
