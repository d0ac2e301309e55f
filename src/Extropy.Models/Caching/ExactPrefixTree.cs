namespace Extropy.Models.Caching;

/// <summary>
/// All token sequences ever computed, without their keys and values: what a prefix cache of unlimited size, exact to the token, would
/// hold. Only for measuring the real one; grows by some 40 bytes a token.
/// </summary>
internal sealed class ExactPrefixTree
{
    private readonly Dictionary<(int Node, int Token), int> _children = []; // nodes are numbered as they come; 0 is the root

    /// <summary>How many leading tokens are known.</summary>
    public int LongestPrefix(ReadOnlySpan<int> tokens)
    {
        int node = 0, length = 0;
        while (length < tokens.Length && _children.TryGetValue((node, tokens[length]), out node)) length++;
        return length;
    }

    /// <summary>Makes a sequence and all its prefixes known.</summary>
    public void Add(ReadOnlySpan<int> tokens)
    {
        int node = 0;
        foreach (int token in tokens)
        {
            if (!_children.TryGetValue((node, token), out int child)) _children[(node, token)] = child = _children.Count + 1;
            node = child;
        }
    }
}
