using System.Collections.Immutable;

namespace Extropy.Evolution.Sandbox;

/// <summary>A program to run in the sandbox.</summary>
/// <param name="Command">Program and arguments, as the program sees paths; at least the program.</param>
public sealed record SandboxRequest(ImmutableArray<string> Command)
{
    /// <summary>The folder in which a program begins, and the only one that it can write to. It vanishes with the program.</summary>
    public const string Scratch = "/scratch";

    /// <summary>What it can read beside <c>/usr</c>.</summary>
    public ImmutableArray<SandboxMount> Mounts { get; init; } = [];

    /// <summary>Its environment, beside <c>PATH</c>, <c>HOME</c>, <c>TMPDIR</c> and <c>LANG</c>. Nothing of this process's environment is passed on.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What it finds on its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What it may use.</summary>
    public SandboxLimits Limits { get; init; } = new();
}
