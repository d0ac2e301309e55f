using Extropy.Core.Identity;

namespace Extropy.Search.Strategies;

/// <summary>What a strategy's part of a search key is made of.</summary>
internal static class StrategyIdentity
{
    /// <summary>The identity of a method and its options.</summary>
    /// <param name="version">Name and version of the method's behaviour, e.g. <c>tree/1</c>; raised when equal options would search differently.</param>
    /// <param name="addOptions">Adds every option that can influence a search.</param>
    public static Digest Of(string version, Action<DigestBuilder> addOptions)
    {
        using var builder = new DigestBuilder();
        addOptions(builder.Add(version));
        return builder.Build();
    }
}
