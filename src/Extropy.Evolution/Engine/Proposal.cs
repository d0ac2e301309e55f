using System.Collections.Immutable;
using Extropy.Core.Accounting;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>What a proposer made: parts, or a refusal with its reason.</summary>
public sealed record Proposal
{
    private Proposal()
    {
    }

    /// <summary>The candidate's texts; empty exactly where <see cref="Refusal"/> is set.</summary>
    public ImmutableArray<Part> Parts { get; private init; } = [];

    /// <summary>Why there is no candidate, in one sentence that is fed back to the next attempt.</summary>
    public string? Refusal { get; private init; }

    /// <summary>What was done, in a few words; shown beside a gain.</summary>
    public string? Note { get; init; }

    /// <summary>Calls, tokens and money of models.</summary>
    public Spending Spending { get; init; }

    /// <summary>Local work in the proposer's own unit, for example evaluations of the objective; never wall time.</summary>
    public long Units { get; init; }

    /// <summary>A candidate.</summary>
    /// <exception cref="ArgumentException">No part, or two of one name.</exception>
    public static Proposal Of(params ImmutableArray<Part> parts)
    {
        if (parts.IsDefaultOrEmpty) throw new ArgumentException("A candidate has at least one part.", nameof(parts));
        if (parts.Select(part => part.Name).Distinct(StringComparer.Ordinal).Count() != parts.Length)
            throw new ArgumentException("Two parts of a candidate have the same name.", nameof(parts));
        return new Proposal { Parts = parts };
    }

    /// <summary>No candidate.</summary>
    /// <param name="reason">One sentence.</param>
    public static Proposal Refused(string reason) => new() { Refusal = reason };
}
