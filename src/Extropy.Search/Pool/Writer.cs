using Extropy.Core.Accounting;
using Extropy.Search.Context;
using Extropy.Search.Contracts;

namespace Extropy.Search.Pool;

/// <summary>Asks the policy for steps, and settles the account when it wrote fewer than were reserved.</summary>
/// <remarks>A policy call is a step. The context reserves one for every step asked for; an answer that ends early gives the rest back (one
/// call is the least), so asking for a whole rollout costs what asking step by step would.</remarks>
internal readonly struct Writer(IProblem problem, SearchContext context, SamplingOptions sampling)
{
    /// <summary>At most <paramref name="maxSteps"/> more steps behind <paramref name="prefix"/>.</summary>
    public async ValueTask<Continuation> ContinueAsync(
        Trajectory prefix, int maxSteps, CancellationToken cancellationToken, string? cue = null)
    {
        Ledger ledger = context.Ledger;
        long before = ledger.Spent.PolicyCalls;
        Continuation written = await context.ContinueAsync(
            problem.Prompt, prefix, maxSteps, sampling, cue, cancellationToken).ConfigureAwait(false);
        long unused = ledger.Spent.PolicyCalls - before - Math.Max(1, written.Steps.Length);
        if (unused > 0) ledger.Refund(new Spending(PolicyCalls: unused));
        return written;
    }

    /// <summary>The step that a finishing call writes behind a derivation; the prefix it stands behind comes first.</summary>
    public async ValueTask<(Trajectory Prefix, Continuation Written)> FinishAsync(Trajectory derivation, CancellationToken cancellationToken)
    {
        Trajectory prefix = Finishing.Reopen(derivation);
        return (prefix, await ContinueAsync(prefix, 1, cancellationToken, problem.FinishingCue).ConfigureAwait(false));
    }
}
