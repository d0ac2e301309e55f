namespace Extropy.Providers.Calls;

/// <summary>Tokens of one or many calls as the endpoint counted them. Addition is by counter.</summary>
/// <param name="Input">Tokens of the questions, cached ones included.</param>
/// <param name="CachedInput">Those of them that the endpoint had read before and charges less for.</param>
/// <param name="Output">Tokens of the answers, reasoning included.</param>
/// <param name="Reasoning">Those of them that were thought and not shown.</param>
public readonly record struct TokenUsage(long Input, long CachedInput, long Output, long Reasoning)
{
    /// <summary>Sum by counter.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new(
        left.Input + right.Input, left.CachedInput + right.CachedInput, left.Output + right.Output, left.Reasoning + right.Reasoning);
}
