using Extropy.Core.Errors;

namespace Extropy.Providers.Accounts;

/// <summary>The money limit cannot pay the most that the next call can cost. The call was not made.</summary>
/// <param name="message">What was spent, what is allowed, and what the call can cost.</param>
public sealed class MoneyCapException(string message) : ExtropyException(message);
