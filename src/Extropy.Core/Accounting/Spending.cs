namespace Extropy.Core.Accounting;

/// <summary>What something has cost, in counters that are never mixed. Addition is by counter.</summary>
/// <param name="PolicyCalls">Steps asked of a policy: a K-step expansion is K, a finishing call 1, a decomposition 1.</param>
/// <param name="GeneratedTokens">Tokens sampled from a policy.</param>
/// <param name="PromptTokens">Tokens of prompts and prefixes that a policy had to read, cached or not.</param>
/// <param name="EvolutionChildren">Trajectories made by recombination, without a policy.</param>
/// <param name="VerifierCalls">Trajectories judged.</param>
/// <param name="Money">In the currency of the price list; 0 for local policies.</param>
public readonly record struct Spending(
    long PolicyCalls = 0,
    long GeneratedTokens = 0,
    long PromptTokens = 0,
    long EvolutionChildren = 0,
    long VerifierCalls = 0,
    decimal Money = 0)
{
    /// <summary>Sum by counter.</summary>
    public static Spending operator +(Spending left, Spending right) => new(
        left.PolicyCalls + right.PolicyCalls,
        left.GeneratedTokens + right.GeneratedTokens,
        left.PromptTokens + right.PromptTokens,
        left.EvolutionChildren + right.EvolutionChildren,
        left.VerifierCalls + right.VerifierCalls,
        left.Money + right.Money);

    /// <summary>Difference by counter.</summary>
    public static Spending operator -(Spending left, Spending right) => new(
        left.PolicyCalls - right.PolicyCalls,
        left.GeneratedTokens - right.GeneratedTokens,
        left.PromptTokens - right.PromptTokens,
        left.EvolutionChildren - right.EvolutionChildren,
        left.VerifierCalls - right.VerifierCalls,
        left.Money - right.Money);
}
