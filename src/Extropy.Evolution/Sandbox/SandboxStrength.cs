using System.Collections.Immutable;

namespace Extropy.Evolution.Sandbox;

/// <summary>What holds in the sandbox of this machine: found out by trying, not by asking for versions.</summary>
/// <param name="IsNetworkCut">No network, not even the loopback of this machine.</param>
/// <param name="AreFilesHidden">Sees the system's programs read-only and an empty scratch folder, nothing of its user.</param>
/// <param name="AreProcessesHidden">Sees only its own processes, and all of them die together.</param>
/// <param name="IsMemoryBound">All its processes together have one bound on memory; else each process has one of its own.</param>
/// <param name="IsOtherUser">Runs as a user of its own without rights; else as the user of this process, without rights beyond it.</param>
/// <param name="Mechanism">By what, for people.</param>
/// <param name="Missing">What does not hold, and how to mend it, a sentence each.</param>
public sealed record SandboxStrength(
    bool IsNetworkCut, bool AreFilesHidden, bool AreProcessesHidden, bool IsMemoryBound, bool IsOtherUser, string Mechanism, ImmutableArray<string> Missing)
{
    /// <summary>Whether code from a model may run in it without being asked for by name.</summary>
    public bool IsStrong => IsNetworkCut && AreFilesHidden && AreProcessesHidden;
}
