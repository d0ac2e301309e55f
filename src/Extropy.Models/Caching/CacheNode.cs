namespace Extropy.Models.Caching;

/// <summary>
/// A block of at most 16 tokens after its parent's tokens, and the page that holds their keys and values. A partial block has no
/// children and is never leased: who continues it copies it.
/// </summary>
internal sealed class CacheNode
{
    private readonly List<CacheNode> _children = []; // ordered by tokens: the longest common prefix is with a neighbour

    /// <summary>Creates the root, which holds no tokens.</summary>
    public CacheNode()
    {
        Tokens = [];
        Page = -1;
    }

    /// <summary>Creates a block under a parent.</summary>
    public CacheNode(CacheNode parent, ReadOnlySpan<int> tokens, int page)
    {
        Parent = parent;
        Tokens = tokens.ToArray();
        Page = page;
    }

    /// <summary>The block before, or null for the root.</summary>
    public CacheNode? Parent { get; }

    /// <summary>The tokens, 1 to 16.</summary>
    public int[] Tokens { get; private set; }

    /// <summary>Where their keys and values are.</summary>
    public int Page { get; private set; }

    /// <summary>How many leases hold this block. A held block's ancestors are held too.</summary>
    public int Leases { get; set; }

    /// <summary>Next more recently used block without leases.</summary>
    public CacheNode? Newer { get; set; }

    /// <summary>Next less recently used block without leases.</summary>
    public CacheNode? Older { get; set; }

    /// <summary>Blocks that follow.</summary>
    public int ChildCount => _children.Count;

    /// <summary>The child that shares most leading tokens with a text.</summary>
    /// <returns>The child (null when none shares a token) and how many tokens they share.</returns>
    public (CacheNode? Child, int Shared) Closest(ReadOnlySpan<int> tokens)
    {
        int place = PlaceOf(tokens);
        (CacheNode? Child, int Shared) best = (null, 0);
        for (int i = Math.Max(0, place - 1); i <= place && i < _children.Count; i++)
        {
            int shared = tokens.CommonPrefixLength(_children[i].Tokens);
            if (shared > best.Shared) best = (_children[i], shared);
        }

        return best;
    }

    /// <summary>Adds a child whose tokens no other child has.</summary>
    public void Add(CacheNode child) => _children.Insert(PlaceOf(child.Tokens), child);

    /// <summary>Removes a child.</summary>
    public void Remove(CacheNode child) => _children.RemoveAt(PlaceOf(child.Tokens));

    /// <summary>Lets a partial block of this node hold more tokens, in another page.</summary>
    public void Grow(CacheNode child, ReadOnlySpan<int> tokens, int page)
    {
        Remove(child);
        child.Tokens = tokens.ToArray();
        child.Page = page;
        Add(child);
    }

    // Index of the first child whose tokens are not before the given ones.
    private int PlaceOf(ReadOnlySpan<int> tokens)
    {
        int low = 0, high = _children.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (tokens.SequenceCompareTo(_children[middle].Tokens) > 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
