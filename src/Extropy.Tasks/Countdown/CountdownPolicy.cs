using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Tasks.Countdown;

/// <summary>
/// Draws a legal operation, each with the same probability: needs no model, and its probabilities and entropies are exact. It ends its answer
/// when the target is made or when no operation is left.
/// </summary>
/// <remarks>Thread-safe; works on every prompt of the task. One step is one token, whose id is the operation's place among the legal ones. A uniform
/// choice looks the same at every temperature above 0; temperature 0 takes the first operation.</remarks>
public sealed class CountdownPolicy : IStepPolicy
{
    /// <inheritdoc/>
    public PolicyIdentity Identity { get; } = new("countdown-uniform", 1, Digest.Of("countdown-uniform"));

    /// <inheritdoc/>
    /// <exception cref="BadInputException">A prompt of another task, a filter on tokens, or a cue.</exception>
    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (request.Sampling is not { TopP: 1, TopK: 0, MinP: 0 } || request.Cue is not null)
            throw new BadInputException("The Countdown policy samples without filters and cues.");

        CountdownState state = CountdownState.After(CountdownPuzzle.Parse(request.Prompt.Text), request.Prefix);
        var steps = ImmutableArray.CreateBuilder<Step>();
        while (steps.Count < request.MaxSteps && steps.Count < request.MaxTokens && !state.IsOver)
        {
            List<CountdownMove> moves = state.Moves();
            if (moves.Count == 0) break;
            int drawn = request.Sampling.Temperature == 0 ? 0 : request.TokenDraws.At(0, steps.Count).NextInt(moves.Count);
            string text = moves[drawn].ToString();
            state.Apply(text);
            float entropy = MathF.Log(moves.Count);
            steps.Add(new Step(text, state.IsOver, new StepTokens([drawn])
            {
                LpModel = [-entropy],
                LpBehaviour = [request.Sampling.Temperature == 0 ? 0 : -entropy],
                EntropyNats = [entropy],
            }));
        }

        return ValueTask.FromResult(new Continuation(steps.ToImmutable(), steps.Count, request.Prefix.Length));
    }
}
