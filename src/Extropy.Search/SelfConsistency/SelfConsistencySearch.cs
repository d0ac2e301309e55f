using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

namespace Extropy.Search.SelfConsistency;

/// <summary>
/// Independent rollouts for the whole budget, then a vote on their answers; the verifier judges only the winner. The baseline that needs no
/// verifier while it searches. Source: arXiv 2203.11171.
/// </summary>
/// <remarks>Rollouts with equal text vote each; ties go to the answer seen first. The node shown is the first with the winning answer.
/// The verifier is asked only whether a rollout is complete; its rewards do not vote.</remarks>
public sealed class SelfConsistencySearch : ISearchStrategy
{
    private const int MostEmptyRollouts = 50;

    private readonly SamplingOptions _sampling;

    /// <summary>Creates the strategy.</summary>
    /// <exception cref="BadInputException">A sampling option outside its range.</exception>
    public SelfConsistencySearch(SamplingOptions sampling)
    {
        sampling.Validate();
        _sampling = sampling;
        Identity = StrategyIdentity.Of("self-consistency/1", sampling.AddTo);
    }

    /// <inheritdoc/>
    public string Name => "self-consistency";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The budget does not pay for a single step.</exception>
    public async ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken)
    {
        var rollouts = new Rollouts(problem, context, _sampling);
        List<string> answers = []; // in order of appearance
        Dictionary<string, (int Votes, int First)> votes = new(StringComparer.Ordinal);
        int empty = 0;
        SearchOutcome? ended = null;
        while (ended is null)
        {
            SearchNode? end = await rollouts.ExpandAsync(rollouts.Pool[0], problem.MaxSteps, cancellationToken).ConfigureAwait(false);
            empty = end is null ? empty + 1 : 0;
            ended = empty >= MostEmptyRollouts ? SearchOutcome.Exhausted : await rollouts.SpentAsync().ConfigureAwait(false);
            if (end is null || problem.ReadAnswer(end.Trajectory) is not { } answer) continue;
            if (!votes.TryGetValue(answer, out var standing)) answers.Add(answer);
            votes[answer] = standing.Votes == 0 ? (1, end.Id) : (standing.Votes + 1, standing.First);
        }

        int best = answers.Count == 0 ? 0 : votes[answers.MaxBy(answer => votes[answer].Votes)!].First; // MaxBy: the first of equals
        return rollouts.Finish(rollouts.Pool[best].Verdict.IsSolved ? SearchOutcome.Solved : ended.Value, best);
    }
}
