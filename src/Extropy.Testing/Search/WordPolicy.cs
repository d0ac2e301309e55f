using System.Collections.Immutable;
using System.Globalization;
using Extropy.Core.Chance;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Testing.Search;

/// <summary>
/// The policy of <see cref="WordProblem"/>: every step uniform over all it could say. A pure function of the request, so many searches
/// may share it.
/// </summary>
/// <param name="words">Words of the problem.</param>
/// <param name="hints">Hints of each word.</param>
/// <param name="noise">Other steps: half of them say nothing, half are wrong.</param>
/// <param name="ends">Weight of ending the answer at a step.</param>
public sealed class WordPolicy(int words = 3, int hints = 2, int noise = 4, int ends = 0) : IStepPolicy
{
    private readonly Step[] _steps =
    [
        .. Enumerable.Range(0, words).Select(word => new Step(WordProblem.WordStep(word))),
        .. Enumerable.Range(0, words * hints).Select(index => new Step(WordProblem.HintStep(index / hints, index % hints))),
        .. Enumerable.Range(0, noise).Select(index => new Step(string.Create(CultureInfo.InvariantCulture, $"{(index % 2 == 0 ? "noise" : "wrong")} {index}"))),
        .. Enumerable.Repeat(WordProblem.End, ends),
    ];

    /// <inheritdoc/>
    public PolicyIdentity Identity { get; } = new("words", 1, Digest.Of(string.Create(CultureInfo.InvariantCulture, $"{words} {hints} {noise} {ends}")));

    /// <inheritdoc/>
    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        int prompt = 3 + request.Prefix.Length;
        if (request.Cue is { } cue) return ValueTask.FromResult(new Continuation([new Step(cue, endsTrajectory: true)], 1, prompt));

        int count = (int)Math.Min(request.MaxSteps, request.MaxTokens);
        var steps = ImmutableArray.CreateBuilder<Step>(count);
        while (steps.Count < count)
        {
            Draws draws = request.TokenDraws.At(0, steps.Count);
            steps.Add(_steps[draws.NextInt(_steps.Length)]);
            if (steps[^1].EndsTrajectory) break;
        }

        return ValueTask.FromResult(new Continuation(steps.ToImmutable(), steps.Count, prompt));
    }
}
