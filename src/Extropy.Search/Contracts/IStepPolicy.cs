namespace Extropy.Search.Contracts;

/// <summary>
/// A policy that writes steps. Strategies never call it directly: they go through the search context, which meters and journals.
/// Implementations are thread-safe; many searches share one.
/// </summary>
public interface IStepPolicy
{
    /// <summary>Which policy this is.</summary>
    PolicyIdentity Identity { get; }

    /// <summary>True when a call costs money: an intent is journalled before it is made.</summary>
    bool IsPaid => false;

    /// <summary>
    /// Continues a prefix. A pure function of the request for local policies: batching, threads and caches never change the answer.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken);
}
