using Extropy.Core.Identity;
using Extropy.Search.Contracts;

/// <summary>A policy that flips a coin for every step; put a language model here. All chance comes from the request.</summary>
internal sealed class Coin : IStepPolicy
{
    public PolicyIdentity Identity { get; } = new("coin", 1, Digest.Of("coin"));

    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken)
    {
        int count = (int)Math.Min(request.MaxSteps, request.MaxTokens);
        Step[] steps = [.. Enumerable.Range(0, count).Select(i => new Step(request.TokenDraws.At(0, i).NextBernoulli(0.5) ? "*2" : "+1"))];
        return ValueTask.FromResult(new Continuation([.. steps], GeneratedTokens: count, PromptTokens: 0));
    }
}
