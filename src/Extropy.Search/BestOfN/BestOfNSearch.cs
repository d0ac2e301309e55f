using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

namespace Extropy.Search.BestOfN;

/// <summary>
/// Independent rollouts until one is verified or the budget is spent. N is what the budget buys. With rejected steps resampled, a step that
/// the verifier marks wrong is drawn again: the strongest baseline that uses the step verifier and nothing else.
/// </summary>
public sealed class BestOfNSearch : ISearchStrategy
{
    private readonly BestOfNOptions _options;

    /// <summary>Creates the strategy.</summary>
    /// <exception cref="BadInputException">An option outside its range.</exception>
    public BestOfNSearch(BestOfNOptions options)
    {
        options.Validate();
        _options = options;
        Identity = StrategyIdentity.Of("best-of-n/1", options.AddTo);
    }

    /// <inheritdoc/>
    public string Name => _options.ResampleRejectedSteps ? "best-of-n-resample" : "best-of-n";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The budget does not pay for a single step.</exception>
    public async ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken)
    {
        var rollouts = new Rollouts(problem, context, _options.Sampling);
        while (true)
        {
            if (await rollouts.OutcomeAsync(_options.NoProgressLimit).ConfigureAwait(false) is { } outcome) return rollouts.Finish(outcome);
            if (_options.ResampleRejectedSteps)
                await WriteCheckedAsync(rollouts, problem.MaxSteps, cancellationToken).ConfigureAwait(false);
            else
                await rollouts.ExpandAsync(rollouts.Pool[0], problem.MaxSteps, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One rollout, step by step; every accepted step is a node, a wrong one stays in the pool as a leaf.</summary>
    private async ValueTask WriteCheckedAsync(Rollouts rollouts, int maxSteps, CancellationToken cancellationToken)
    {
        SearchNode node = rollouts.Pool[0];
        int draws = 0;
        while (node.Verdict.State == TrajectoryState.Open && node.Trajectory.Length < maxSteps && draws < _options.MaxDraws)
        {
            if (rollouts.IsBudgetSpent) return;
            SearchNode? next = await rollouts.ExpandAsync(node, 1, cancellationToken).ConfigureAwait(false);
            bool isAccepted = next is not null && !next.Verdict.HasWrongStep;
            draws = isAccepted ? 0 : draws + 1;
            if (isAccepted) node = next!; // accepted implies a node
        }
    }
}
