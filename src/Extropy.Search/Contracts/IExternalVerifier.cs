using Extropy.Core.Identity;

namespace Extropy.Search.Contracts;

/// <summary>
/// Judges trajectories outside the process: a sandbox, a service, a person. Unlike an <see cref="IVerifier"/> it may answer differently
/// when asked again, so strategies ask it through the search context, which records the verdict.
/// </summary>
public interface IExternalVerifier
{
    /// <summary>Identity of the verifier and its version; part of the request's digest.</summary>
    Digest Identity { get; }

    /// <summary>The verdict on a trajectory. Text that cannot be judged earns 0; exceptions are for a broken world.</summary>
    ValueTask<Verdict> VerifyAsync(Trajectory trajectory, CancellationToken cancellationToken);
}
