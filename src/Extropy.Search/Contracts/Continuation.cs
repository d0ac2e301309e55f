using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>A policy's response.</summary>
/// <param name="Steps">The steps written, in order; may be empty when no token was allowed.</param>
/// <param name="GeneratedTokens">Tokens sampled, separators and end tokens included, a forced cue excluded.</param>
/// <param name="PromptTokens">Tokens of prompt, prefix and cue that the policy had to read.</param>
public sealed record Continuation(ImmutableArray<Step> Steps, int GeneratedTokens, int PromptTokens)
{
    /// <summary>The last step was cut by a token limit: it has no separator and no end. It is kept as written.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Price of a paid call; 0 otherwise.</summary>
    public decimal Money { get; init; }
}
