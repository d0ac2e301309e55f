using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Engine;

namespace Extropy.Cli.Evolving;

/// <summary>Where a candidate comes from.</summary>
internal static class Ancestry
{
    /// <summary>The candidate and every parent before it, newest first. A copy is followed to its original.</summary>
    public static ImmutableArray<Candidate> Line(EvolutionState state, Candidate candidate)
    {
        var line = ImmutableArray.CreateBuilder<Candidate>();
        for (Candidate? at = Original(state, candidate); at is not null; at = at.Parent is { } parent ? Original(state, state[parent]) : null) line.Add(at);
        return line.ToImmutable();
    }

    /// <summary>The candidate that a copy repeats, or itself.</summary>
    public static Candidate Original(EvolutionState state, Candidate candidate) => candidate.CopyOf is { } original ? state[original] : candidate;
}
