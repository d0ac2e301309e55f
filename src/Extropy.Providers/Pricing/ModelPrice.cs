using Extropy.Providers.Calls;

namespace Extropy.Providers.Pricing;

/// <summary>What a model costs.</summary>
/// <param name="Model">The model's name, without the date of a snapshot.</param>
/// <param name="Input">Per million tokens of questions.</param>
/// <param name="CachedInput">Per million tokens of questions that the endpoint had read before.</param>
/// <param name="Output">Per million tokens of answers, reasoning included.</param>
/// <param name="Date">When the price was read.</param>
/// <param name="Source">Where.</param>
public sealed record ModelPrice(string Model, decimal Input, decimal CachedInput, decimal Output, DateOnly Date, string Source)
{
    private const decimal Tokens = 1_000_000;

    /// <summary>The price of so many tokens, exact.</summary>
    public decimal Of(TokenUsage usage) =>
        ((usage.Input - usage.CachedInput) * Input + usage.CachedInput * CachedInput + usage.Output * Output) / Tokens;

    /// <summary>The most a call can cost in one attempt.</summary>
    public decimal Bound(ModelCall call) => (call.PromptTokensBound * Math.Max(Input, CachedInput) + call.MaxOutputTokens * Output) / Tokens;
}
