using System.Collections.Immutable;

namespace Extropy.Search.Contracts;

/// <summary>What a policy is asked: text, and optionally the token ids that stand for it.</summary>
/// <param name="Text">The prompt as text. Never null; may be empty.</param>
public sealed record Prompt(string Text)
{
    /// <summary>Token ids of <see cref="Text"/> in the policy's vocabulary; default (empty) when the policy tokenises by itself.</summary>
    public ImmutableArray<int> TokenIds { get; init; } = [];
}
