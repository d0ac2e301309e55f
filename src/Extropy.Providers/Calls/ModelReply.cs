using Extropy.Core.Accounting;

namespace Extropy.Providers.Calls;

/// <summary>A model's answer and what it cost.</summary>
/// <param name="Text">The answer; empty when there is none.</param>
/// <param name="Model">The model that answered, as the endpoint names it.</param>
/// <param name="End">How it ended.</param>
/// <param name="Usage">Tokens as the endpoint counted them; what was reserved for the call when it counted none.</param>
public sealed record ModelReply(string Text, string Model, ReplyEnd End, TokenUsage Usage)
{
    /// <summary>True when the endpoint counted no tokens: <see cref="Usage"/> is an upper bound.</summary>
    public bool IsUsageBound { get; init; }

    /// <summary>The price in the currency of the price list; null when the model's price is unknown.</summary>
    public decimal? Money { get; init; }

    /// <summary>Attempts made, the successful one included; 1 without retries.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Attempts without a usable answer that may have been charged all the same: time-outs, cut or unreadable replies.</summary>
    public int UncertainAttempts { get; init; }

    /// <summary>One call in the counters of a search.</summary>
    public Spending Spending => new(PolicyCalls: 1, GeneratedTokens: Usage.Output, PromptTokens: Usage.Input, Money: Money ?? 0);
}
