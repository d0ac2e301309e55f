using Extropy.Core.Accounting;

namespace Extropy.Search.Context;

/// <summary>Equal parts of what a ledger has left; counters without a limit stay without.</summary>
internal static class BudgetShare
{
    private const int MoneyDecimals = 9;

    /// <summary>The part of one of <paramref name="count"/> children. Parts add up to no more than what is left.</summary>
    public static Budget Of(Ledger ledger, int count, int index)
    {
        Budget budget = ledger.Budget;
        Spending spent = ledger.Spent;
        return new Budget
        {
            PolicyCalls = Part(budget.PolicyCalls, spent.PolicyCalls, count, index),
            GeneratedTokens = Part(budget.GeneratedTokens, spent.GeneratedTokens, count, index),
            EvolutionChildren = Part(budget.EvolutionChildren, spent.EvolutionChildren, count, index),
            VerifierCalls = Part(budget.VerifierCalls, spent.VerifierCalls, count, index),
            Money = budget.Money == decimal.MaxValue
                ? decimal.MaxValue
                : decimal.Round(Math.Max(0, budget.Money - spent.Money) / count, MoneyDecimals, MidpointRounding.ToZero),
        };
    }

    private static long Part(long limit, long spent, int count, int index)
    {
        if (limit == long.MaxValue) return limit;
        (long part, long rest) = Math.DivRem(Math.Max(0, limit - spent), count);
        return part + (index < rest ? 1 : 0);
    }
}
