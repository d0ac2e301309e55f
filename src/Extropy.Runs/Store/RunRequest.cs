using System.Collections.Immutable;

namespace Extropy.Runs.Store;

/// <summary>What a person asked for: everything needed to do it again.</summary>
/// <param name="Command">The command's name, e.g. <c>solve</c>; lower-case letters, digits and hyphens.</param>
/// <param name="Seed">The seed of all chance.</param>
/// <param name="Arguments">The whole command line after the program's name, the command included.</param>
public sealed record RunRequest(string Command, long Seed, ImmutableArray<string> Arguments)
{
    /// <summary>Every option's effective value, defaults included, by name. For people and comparisons; resuming uses the arguments.</summary>
    public ImmutableSortedDictionary<string, string> Options { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
