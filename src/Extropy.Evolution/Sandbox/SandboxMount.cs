namespace Extropy.Evolution.Sandbox;

/// <summary>A file or folder of this machine that a sandboxed program can read, and not write.</summary>
/// <param name="Source">Where it is: an absolute path.</param>
/// <param name="Target">Where the program sees it: an absolute path outside <c>/usr</c>, <c>/proc</c> and <c>/dev</c>.</param>
public sealed record SandboxMount(string Source, string Target);
