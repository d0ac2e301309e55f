using System.Globalization;
using Extropy.Core.Errors;

namespace Extropy.Models.Caching;

/// <summary>One request needs more pages than the whole cache has.</summary>
/// <param name="asked">Pages the request needs.</param>
/// <param name="left">Pages it could have: all that the cache has.</param>
/// <param name="pageTokens">Tokens a page holds.</param>
public sealed class CacheTooSmallException(int asked, int left, int pageTokens) : ExtropyException(string.Create(
    CultureInfo.InvariantCulture,
    $"The request needs {asked} pages of {pageTokens} tokens and the cache has {left}; give the engine more pages or the request fewer tokens."))
{
    /// <summary>Pages the request needs.</summary>
    public int Asked { get; } = asked;

    /// <summary>Pages it could have.</summary>
    public int Left { get; } = left;
}
