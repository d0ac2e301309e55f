using System.Collections.Immutable;

namespace Extropy.Evolution.Candidates;

/// <summary>One committed attempt: what it is, where it comes from, and what the evaluator said. Never changes; goal scores are kept elsewhere.</summary>
public sealed record Candidate
{
    /// <summary>Its place in the order of commits.</summary>
    public required CandidateId Id { get; init; }

    /// <summary>Its texts, at least one, names distinct.</summary>
    public required ImmutableArray<Part> Parts { get; init; }

    /// <summary>0 for starts of the run, else the number of the proposal round it came from.</summary>
    public required int Generation { get; init; }

    /// <summary>The island it was born on, from 0. Later it may live on another.</summary>
    public required int Island { get; init; }

    /// <summary>What it was made from, or null for a start.</summary>
    public CandidateId? Parent { get; init; }

    /// <summary>Others that its maker was shown, worst to best.</summary>
    public ImmutableArray<CandidateId> Donors { get; init; } = [];

    /// <summary>How it was made.</summary>
    public required PatchKind Patch { get; init; }

    /// <summary>Name of the proposer that made it.</summary>
    public required string Proposer { get; init; }

    /// <summary>What the proposer says it did, in a few words; null where it says nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The system prompt that its maker was given, where there was a choice; see <see cref="Engine.SystemPrompt"/>.</summary>
    public int? Prompt { get; init; }

    /// <summary>The candidate that this one repeats on a new island, or null. A copy was neither proposed nor evaluated again.</summary>
    public CandidateId? CopyOf { get; init; }

    /// <summary>What the evaluator said.</summary>
    public required Evaluation Evaluation { get; init; }

    /// <summary>What it resembles.</summary>
    public Fingerprint Fingerprint { get; init; } = Fingerprint.None;
}
