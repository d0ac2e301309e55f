using System.Collections.Immutable;
using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Engine;

/// <summary>What a way of proposing is opened for.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record ProposerSetting(IOpenProblem Problem, long Seed)
{
    /// <summary>Settings that a person gave, by name, for example an endpoint's address. Never a key.</summary>
    public ImmutableSortedDictionary<string, string> Given { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}
