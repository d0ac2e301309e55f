using System.Collections.Immutable;
using Extropy.Core.Chance;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>Everything a proposer may know when it makes a candidate.</summary>
public sealed record ProposalRequest
{
    /// <summary>Which proposal of the run, from 0.</summary>
    public required long Ordinal { get; init; }

    /// <summary>The number of the round, at least 1; 0 for starts.</summary>
    public required int Generation { get; init; }

    /// <summary>How to make it.</summary>
    public required PatchKind Patch { get; init; }

    /// <summary>What to make it from; null exactly where <see cref="Patch"/> is <see cref="PatchKind.Seed"/>.</summary>
    public Candidate? Parent { get; init; }

    /// <summary>Other candidates to learn from, worst to best; at least one where the kind of patch needs one.</summary>
    public ImmutableArray<Candidate> Donors { get; init; } = [];

    /// <summary>The best candidates of the run, best first.</summary>
    public ImmutableArray<Candidate> Elites { get; init; } = [];

    /// <summary>For <see cref="PatchKind.Ablate"/>: the best distinct earlier attempts, best first. What they did is not to be done again.</summary>
    public ImmutableArray<Candidate> Banned { get; init; } = [];

    /// <summary>The goal tree, or null while there is none.</summary>
    public ProgramGoalTree? Goals { get; init; }

    /// <summary>What the run recommends to try; at most one of them is meant for this proposal.</summary>
    public ImmutableArray<string> Recommendations { get; init; } = [];

    /// <summary>What a model is to be told that it is there for; null for what its proposer says by itself.</summary>
    public string? Role { get; init; }

    /// <summary>Random numbers of this proposal and attempt alone.</summary>
    public required RandomStream Chance { get; init; }

    /// <summary>0 at first; higher when this proposal is asked for again.</summary>
    public int Attempt { get; init; }

    /// <summary>What was wrong with the last attempt, in one sentence; null at first and after a mere duplicate.</summary>
    public string? Feedback { get; init; }

    /// <summary>The key under which a paid call is made and made again after a crash; null where nothing is recorded.</summary>
    public string? IdempotencyKey { get; init; }
}
