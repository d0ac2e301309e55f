using System.Globalization;
using Extropy.Core.Accounting;
using Extropy.Core.Errors;

namespace Extropy.Cli.Solving;

/// <summary>What a search may spend, and the refusal of budgets that buy nothing.</summary>
internal static class SolveBudget
{
    private const int LeastCalls = 2; // one step and one finishing call

    /// <summary>The budget of a request; the family's default where nothing is said.</summary>
    /// <exception cref="BadInputException">Less than one proposal.</exception>
    public static Budget Of(SolveRequest request, SearchSetup setup)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (request.BudgetCalls is < LeastCalls and var calls)
        {
            throw new BadInputException(string.Create(
                culture,
                $"--budget-calls {calls} is less than one proposal: it buys {calls} of the {LeastCalls} steps that the shortest answer takes; the default is {Default(setup)}"));
        }

        if (request.BudgetTokens is { } tokens && tokens < setup.TokensPerStep)
        {
            throw new BadInputException(string.Create(
                culture,
                $"--budget-tokens {tokens} is less than one proposal: a step takes up to {setup.TokensPerStep} tokens, so it buys no whole step; the default is {Default(setup)}"));
        }

        if (request.BudgetCalls is null && request.BudgetTokens is null) return setup.DefaultBudget;
        return new Budget
        {
            PolicyCalls = request.BudgetCalls ?? long.MaxValue,
            GeneratedTokens = request.BudgetTokens ?? long.MaxValue,
        };
    }

    /// <summary>The budget in words.</summary>
    public static string Text(Budget budget)
    {
        var parts = new List<string>();
        if (budget.PolicyCalls != long.MaxValue) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{budget.PolicyCalls:N0} policy calls"));
        if (budget.GeneratedTokens != long.MaxValue) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{budget.GeneratedTokens:N0} generated tokens"));
        return parts.Count == 0 ? "unlimited" : string.Join(" and ", parts);
    }

    private static string Default(SearchSetup setup) => Text(setup.DefaultBudget);
}
