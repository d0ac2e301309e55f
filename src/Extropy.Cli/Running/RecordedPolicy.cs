using Extropy.Search.Contracts;

namespace Extropy.Cli.Running;

/// <summary>
/// Stands in for a policy whose responses are on record: the journal answers before it is asked, so being asked means that the record ends.
/// </summary>
/// <param name="policy">The policy that made the record.</param>
internal sealed class RecordedPolicy(IStepPolicy policy) : IStepPolicy
{
    /// <inheritdoc/>
    public PolicyIdentity Identity => policy.Identity;

    /// <inheritdoc/>
    public bool IsPaid => policy.IsPaid;

    /// <inheritdoc/>
    /// <exception cref="RecordEndedException">Always.</exception>
    public ValueTask<Continuation> ContinueAsync(ContinuationRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromException<Continuation>(new RecordEndedException());
}
