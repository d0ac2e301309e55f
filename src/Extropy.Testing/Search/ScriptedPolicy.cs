using System.Collections.Immutable;
using Extropy.Core.Identity;
using Extropy.Search.Contracts;

namespace Extropy.Testing.Search;

/// <summary>
/// A policy that writes prepared steps, in order, whatever it is asked, and remembers every request. For tests of strategies. Sequential:
/// share it between searches only when their order is fixed.
/// </summary>
/// <remarks>A request for K steps takes the next K, fewer at the end of the script or after a step that ends the answer. Every step costs
/// as many tokens as it has words, one at least. With the script used up it writes nothing.</remarks>
/// <param name="script">The steps.</param>
public sealed class ScriptedPolicy(params IEnumerable<Step> script) : IStepPolicy
{
    private readonly Queue<Step> _script = new(script);
    private readonly List<ContinuationRequest> _requests = [];

    /// <inheritdoc/>
    public PolicyIdentity Identity { get; } = new("scripted", 1, Digest.Of("scripted"));

    /// <summary>Everything asked so far.</summary>
    public IReadOnlyList<ContinuationRequest> Requests => _requests;

    /// <summary>Steps not yet written.</summary>
    public int Left => _script.Count;

    /// <summary>A script of steps that do not end the answer.</summary>
    public static ScriptedPolicy Writing(params IEnumerable<string> texts) => new(texts.Select(text => new Step(text)));

    /// <inheritdoc/>
    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _requests.Add(request);
        var steps = ImmutableArray.CreateBuilder<Step>();
        long tokens = 0;
        while (steps.Count < request.MaxSteps && _script.TryPeek(out Step? next))
        {
            int words = Words.Count(next.Text);
            if (tokens + words > request.MaxTokens) break;
            steps.Add(_script.Dequeue());
            tokens += words;
            if (next.EndsTrajectory) break;
        }

        int prompt = Words.Count(request.Prompt.Text) + request.Prefix.Steps.Sum(step => Words.Count(step.Text));
        return ValueTask.FromResult(new Continuation(steps.ToImmutable(), (int)tokens, prompt));
    }
}
