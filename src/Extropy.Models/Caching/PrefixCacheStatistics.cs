namespace Extropy.Models.Caching;

/// <summary>What a prefix cache did since it was made. All counters only grow but <see cref="PagesHeld"/>.</summary>
public sealed record PrefixCacheStatistics
{
    /// <summary>Sequences admitted.</summary>
    public long Sequences { get; init; }

    /// <summary>Tokens that the admitted sequences already had and whose keys and values could have been cached.</summary>
    public long ReusableTokens { get; init; }

    /// <summary>Of those, tokens whose keys and values were found.</summary>
    public long HitTokens { get; init; }

    /// <summary>Further tokens found after admission, because another sequence computed them meanwhile.</summary>
    public long LateHitTokens { get; init; }

    /// <summary>Of the reusable tokens, those that a cache of unlimited size, exact to the token, would have found at admission; −1 when this is not measured.</summary>
    public long UnlimitedHitTokens { get; init; } = -1;

    /// <summary>Blocks given up for others.</summary>
    public long Evictions { get; init; }

    /// <summary>Pages copied because a sequence continues a block from its middle.</summary>
    public long Copies { get; init; }

    /// <summary>Pages given back because another sequence had computed the same block meanwhile.</summary>
    public long Duplicates { get; init; }

    /// <summary>Pages that hold a block or belong to a live sequence now.</summary>
    public int PagesHeld { get; init; }

    /// <summary>Share of the hits of an unlimited exact cache, in [0, 1]; 1 when that had none; NaN when not measured.</summary>
    public double ShareOfUnlimited =>
        UnlimitedHitTokens < 0 ? double.NaN : UnlimitedHitTokens == 0 ? 1 : (double)HitTokens / UnlimitedHitTokens;
}
