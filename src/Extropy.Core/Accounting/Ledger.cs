namespace Extropy.Core.Accounting;

/// <summary>
/// The account of one search: what it may spend and what it has spent. A charge is reserved when a request is issued and settled
/// when its response arrives. Not thread-safe: a search is sequential and forks own their part.
/// </summary>
/// <param name="budget">The limits.</param>
public sealed class Ledger(Budget budget)
{
    /// <summary>The limits.</summary>
    public Budget Budget { get; } = budget;

    /// <summary>What has been charged, reservations included.</summary>
    public Spending Spent { get; private set; }

    /// <summary>Policy calls still allowed.</summary>
    public long PolicyCallsLeft => Math.Max(0, Budget.PolicyCalls - Spent.PolicyCalls);

    /// <summary>Generated tokens still allowed.</summary>
    public long GeneratedTokensLeft => Math.Max(0, Budget.GeneratedTokens - Spent.GeneratedTokens);

    /// <summary>True when no further policy call could be paid.</summary>
    public bool IsExhausted => Exhausted is not null;

    /// <summary>The first counter that has reached its limit, or null while another policy call could be paid.</summary>
    public Counter? Exhausted =>
        PolicyCallsLeft == 0 ? Counter.PolicyCalls
        : GeneratedTokensLeft == 0 ? Counter.GeneratedTokens
        : Spent.EvolutionChildren >= Budget.EvolutionChildren ? Counter.EvolutionChildren
        : Spent.VerifierCalls >= Budget.VerifierCalls ? Counter.VerifierCalls
        : Spent.Money >= Budget.Money ? Counter.Money
        : null;

    /// <summary>The largest share of any limited counter that is spent, in [0, 1]; 0 when nothing is limited.</summary>
    public double Progress
    {
        get
        {
            double calls = Spent.PolicyCalls / Budget.Limit(Counter.PolicyCalls);
            double tokens = Spent.GeneratedTokens / Budget.Limit(Counter.GeneratedTokens);
            double children = Spent.EvolutionChildren / Budget.Limit(Counter.EvolutionChildren);
            double verdicts = Spent.VerifierCalls / Budget.Limit(Counter.VerifierCalls);
            double money = (double)Spent.Money / Budget.Limit(Counter.Money);
            double most = Math.Max(Math.Max(calls, tokens), Math.Max(Math.Max(children, verdicts), money));
            return double.IsNaN(most) ? 1 : Math.Min(1, most);
        }
    }

    /// <summary>Adds a charge.</summary>
    public void Charge(Spending charge) => Spent += charge;

    /// <summary>Takes back the part of a reservation that was not used.</summary>
    public void Refund(Spending charge) => Spent -= charge;
}
