using System.Collections.Immutable;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Evolving;

/// <summary>What <c>evolve</c> is asked to search.</summary>
/// <param name="Problem">The problem's id as typed.</param>
/// <param name="Proposer">Who proposes, or null for the default.</param>
/// <param name="Seed">The seed of all chance.</param>
/// <param name="Limits">When it ends.</param>
internal sealed record EvolveRequest(string Problem, string? Proposer, long Seed, EvolutionLimits Limits)
{
    /// <summary>The limit where none is given.</summary>
    public static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(5);

    /// <summary>What is said about the way of proposing, by name.</summary>
    public ImmutableSortedDictionary<string, string> Given { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
