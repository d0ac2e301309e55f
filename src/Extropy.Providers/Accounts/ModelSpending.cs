using Extropy.Providers.Calls;

namespace Extropy.Providers.Accounts;

/// <summary>What one model has cost so far.</summary>
/// <param name="Model">The model.</param>
/// <param name="Calls">Calls answered.</param>
/// <param name="Attempts">Attempts made, those without an answer included.</param>
/// <param name="UncertainAttempts">Attempts without a usable answer that may have been charged all the same.</param>
/// <param name="Usage">Tokens of the calls answered.</param>
/// <param name="Money">Their price; null when the model's price is unknown.</param>
public sealed record ModelSpending(string Model, long Calls, long Attempts, long UncertainAttempts, TokenUsage Usage, decimal? Money);
