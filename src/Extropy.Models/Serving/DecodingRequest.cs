using Extropy.Core.Chance;
using Extropy.Search.Contracts;

namespace Extropy.Models.Serving;

/// <summary>What an engine is asked for: read these tokens, tell the log-probabilities of the last ones, then write more.</summary>
/// <param name="Tokens">All given tokens; at least one.</param>
/// <param name="ScoreFrom">The first given token whose log-probability is wanted, in 1 … length; the length when none is.</param>
internal sealed record DecodingRequest(ReadOnlyMemory<int> Tokens, int ScoreFrom)
{
    /// <summary>Most tokens to write; 0 only reads.</summary>
    public int MostTokens { get; init; }

    /// <summary>Most steps to write.</summary>
    public int MostSteps { get; init; }

    /// <summary>How tokens are drawn and how long a step may be.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Token i written draws at (0, i).</summary>
    public RandomStream Draws { get; init; }

    /// <summary>Says what ends a step and the answer; null where nothing does. The first step begins at <see cref="ScoreFrom"/>.</summary>
    public ITokenCodec? Codec { get; init; }
}
