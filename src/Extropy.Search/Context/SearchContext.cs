using Extropy.Core.Accounting;
using Extropy.Core.Chance;
using Extropy.Search.Contracts;
using Extropy.Search.Trace;

namespace Extropy.Search.Context;

/// <summary>
/// The only door to chance and to the world: a strategy draws, asks the policy, judges and pays through it. Sequential: a second request
/// while one is pending throws; concurrency goes through forks.
/// </summary>
public sealed class SearchContext
{
    private readonly IStepPolicy _policy;
    private readonly RandomStream _root;
    private readonly ISearchObserver? _observer;
    private long _ordinal;
    private int _pending;

    /// <summary>Creates the context of one search.</summary>
    /// <param name="key">The search's identity; keys all chance.</param>
    /// <param name="policy">Who writes.</param>
    /// <param name="budget">What may be spent.</param>
    /// <param name="observer">Watches, or null.</param>
    public SearchContext(SearchKey key, IStepPolicy policy, Budget budget, ISearchObserver? observer = null)
    {
        Key = key;
        _policy = policy;
        _root = new RandomStream(key.Digest);
        _observer = observer;
        Ledger = new Ledger(budget);
    }

    /// <summary>The search's identity.</summary>
    public SearchKey Key { get; }

    /// <summary>The account.</summary>
    public Ledger Ledger { get; }

    /// <summary>Who writes.</summary>
    public PolicyIdentity Policy => _policy.Identity;

    /// <summary>A stream of chance for one purpose; draws are addressed by step, so asking twice gives the same numbers.</summary>
    public RandomStream Random(string purpose) => _root.For(purpose);

    /// <summary>
    /// Asks the policy for at most <paramref name="maxSteps"/> more steps. Charges one policy call per step asked for (cut to what is left)
    /// and the tokens generated.
    /// </summary>
    /// <exception cref="InvalidOperationException">A request is pending, or the budget has nothing left: check the ledger first.</exception>
    public async ValueTask<Continuation> ContinueAsync(
        Prompt prompt, Trajectory prefix, int maxSteps, SamplingOptions sampling, string? cue, CancellationToken cancellationToken)
    {
        if (Ledger.IsExhausted) throw new InvalidOperationException($"The budget's {Ledger.Exhausted} is spent; ask the ledger before the policy.");
        int steps = (int)Math.Min(maxSteps, Ledger.PolicyCallsLeft);
        Enter();
        try
        {
            Ledger.Charge(new Spending(PolicyCalls: steps));
            long ordinal = _ordinal++;
            var request = new ContinuationRequest(prompt, prefix, steps, sampling, _root.For("tokens").For(ordinal))
            {
                Cue = cue,
                MaxTokens = Ledger.GeneratedTokensLeft,
            };
            Continuation response = await _policy.ContinueAsync(request, cancellationToken).ConfigureAwait(false);
            Ledger.Charge(new Spending(
                GeneratedTokens: response.GeneratedTokens, PromptTokens: response.PromptTokens, Money: response.Money));
            return response;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Judges a trajectory with the problem's own verifier and counts it.</summary>
    public Verdict Verify(IProblem problem, Trajectory trajectory)
    {
        Ledger.Charge(new Spending(VerifierCalls: 1));
        return problem.Verifier.Verify(trajectory);
    }

    /// <summary>Counts a trajectory made by recombination.</summary>
    public void ChargeEvolution() => Ledger.Charge(new Spending(EvolutionChildren: 1));

    /// <summary>Tells the observer.</summary>
    public void Report(SearchEvent happened) => _observer?.OnEvent(happened);

    private void Enter()
    {
        if (Interlocked.Exchange(ref _pending, 1) != 0)
            throw new InvalidOperationException("A search is sequential: await the pending request, or fork.");
    }

    private void Leave() => Volatile.Write(ref _pending, 0);
}
