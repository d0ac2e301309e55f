using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Context;
using Extropy.Search.Contracts;
using Extropy.Search.Pool;
using Extropy.Search.Strategies;
using Extropy.Search.Trace;

namespace Extropy.Search.Guess;

/// <summary>
/// Answers straight from the prompt, without a derivation, through the finishing cue; again and again while the verifier says wrong. Shows
/// how much of an answer-only figure is guessing.
/// </summary>
/// <remarks>Stops when solved, or at the first right answer where the task does not count guesses as solutions. Without a finishing cue one
/// step is asked for.</remarks>
public sealed class GuessSearch : ISearchStrategy
{
    private const int NoProgressLimit = 1000; // guesses repeat: there are only 2ⁿ answers to n people

    private readonly SamplingOptions _sampling;

    /// <summary>Creates the strategy.</summary>
    /// <exception cref="BadInputException">A sampling option outside its range.</exception>
    public GuessSearch(SamplingOptions sampling)
    {
        sampling.Validate();
        _sampling = sampling;
        Identity = StrategyIdentity.Of("guess/1", sampling.AddTo);
    }

    /// <inheritdoc/>
    public string Name => "guess";

    /// <inheritdoc/>
    public Digest Identity { get; }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The budget does not pay for a single guess.</exception>
    public async ValueTask<SearchResult> SearchAsync(IProblem problem, SearchContext context, CancellationToken cancellationToken)
    {
        var rollouts = new Rollouts(problem, context, _sampling);
        int? right = null;
        while (right is null)
        {
            if (await rollouts.OutcomeAsync(NoProgressLimit).ConfigureAwait(false) is { } outcome) return rollouts.Finish(outcome);
            rollouts.NextTurn();
            SearchNode? guess = await rollouts.FinishAsync(rollouts.Pool[0], cancellationToken).ConfigureAwait(false);
            if (guess?.Verdict.IsAnswerCorrect == true) right = guess.Id;
        }

        return rollouts.Finish(rollouts.Pool.IsSolved ? SearchOutcome.Solved : SearchOutcome.Exhausted, right);
    }
}
