using CsCheck;
using Extropy.Core.Accounting;

namespace Extropy.Core.Tests.Accounting;

public sealed class LedgerTests
{
    private static readonly Gen<Spending> Spendings = Gen.Select(
        Gen.Long[0, 1000], Gen.Long[0, 1000], Gen.Long[0, 1000], Gen.Long[0, 1000], Gen.Long[0, 1000],
        (calls, tokens, prompt, children, verdicts) => new Spending(calls, tokens, prompt, children, verdicts, calls / 100m));

    [Fact]
    public void Charge_ThenRefund_LeavesTheDifferenceByCounter()
    {
        var ledger = new Ledger(new Budget { PolicyCalls = 10, GeneratedTokens = 100 });

        ledger.Charge(new Spending(PolicyCalls: 3, GeneratedTokens: 60, Money: 0.5m));
        ledger.Refund(new Spending(GeneratedTokens: 25));

        Assert.Equal(new Spending(PolicyCalls: 3, GeneratedTokens: 35, Money: 0.5m), ledger.Spent);
        Assert.Equal(7, ledger.PolicyCallsLeft);
        Assert.Equal(65, ledger.GeneratedTokensLeft);
        Assert.False(ledger.IsExhausted);
    }

    [Fact]
    public void Exhausted_EachLimitReached_IsNamed()
    {
        Assert.Equal(Counter.PolicyCalls, Spend(new Budget { PolicyCalls = 2 }, new Spending(PolicyCalls: 2)).Exhausted);
        Assert.Equal(Counter.GeneratedTokens, Spend(new Budget { GeneratedTokens = 2 }, new Spending(GeneratedTokens: 3)).Exhausted);
        Assert.Equal(Counter.EvolutionChildren, Spend(new Budget { EvolutionChildren = 2 }, new Spending(EvolutionChildren: 2)).Exhausted);
        Assert.Equal(Counter.VerifierCalls, Spend(new Budget { VerifierCalls = 2 }, new Spending(VerifierCalls: 2)).Exhausted);
        Assert.Equal(Counter.Money, Spend(new Budget { Money = 2 }, new Spending(Money: 2)).Exhausted);
    }

    [Fact]
    public void Exhausted_UnlimitedBudget_IsNever() =>
        Spendings.Sample(spending => Spend(Budget.Unlimited, spending) is { IsExhausted: false, Progress: 0 });

    [Fact]
    public void Left_Overspent_IsZeroNotNegative()
    {
        Ledger ledger = Spend(new Budget { PolicyCalls = 2, GeneratedTokens = 5 }, new Spending(PolicyCalls: 4, GeneratedTokens: 9));

        Assert.Equal(0, ledger.PolicyCallsLeft);
        Assert.Equal(0, ledger.GeneratedTokensLeft);
        Assert.Equal(1, ledger.Progress);
    }

    [Fact]
    public void Progress_SeveralLimits_IsTheLargestShare()
    {
        var budget = new Budget { PolicyCalls = 10, GeneratedTokens = 100, Money = 4 };

        Assert.Equal(0.6, Spend(budget, new Spending(PolicyCalls: 2, GeneratedTokens: 60, Money: 1)).Progress, 1e-15);
        Assert.Equal(0.75, Spend(budget, new Spending(PolicyCalls: 2, GeneratedTokens: 60, Money: 3)).Progress, 1e-15);
    }

    [Fact]
    public void Limit_EachCounter_IsItsOwn()
    {
        var budget = new Budget { PolicyCalls = 1, GeneratedTokens = 2, EvolutionChildren = 3, VerifierCalls = 4, Money = 5 };

        Assert.Equal([1.0, 2, 3, 4, 5], Enum.GetValues<Counter>().Select(budget.Limit));
        Assert.All(Enum.GetValues<Counter>(), counter => Assert.Equal(double.PositiveInfinity, Budget.Unlimited.Limit(counter)));
        Assert.Throws<ArgumentOutOfRangeException>(() => budget.Limit((Counter)99));
    }

    [Fact]
    public void Spending_AddedThenTakenAway_IsUnchanged() =>
        Gen.Select(Spendings, Spendings).Sample((left, right) => left + right - right == left && left + right == right + left);

    private static Ledger Spend(Budget budget, Spending spending)
    {
        var ledger = new Ledger(budget);
        ledger.Charge(spending);
        return ledger;
    }
}
