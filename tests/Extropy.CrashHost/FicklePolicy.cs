using Extropy.Search.Contracts;

namespace Extropy.CrashHost;

/// <summary>
/// A policy that answers differently in every process, like a paid endpoint. A response that was used before it was on record would be
/// answered otherwise after a kill, and the next record would not match: the replay would say so.
/// </summary>
internal sealed class FicklePolicy(IStepPolicy inner) : IStepPolicy
{
    public PolicyIdentity Identity => inner.Identity;

    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        inner.ContinueAsync(request with { TokenDraws = request.TokenDraws.For(Environment.ProcessId) }, cancellationToken);
}
