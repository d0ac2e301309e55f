using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Evolution.Database;
using Extropy.Evolution.Goals;

namespace Extropy.Evolution.Engine;

/// <summary>A proposal to be made, with all it may know of the database.</summary>
internal sealed record PlannedProposal
{
    public required long Ordinal { get; init; }

    /// <summary>0 for starts.</summary>
    public required int Generation { get; init; }

    /// <summary>What it is made from: the first draw, then the ones to fall back on.</summary>
    public required ImmutableArray<ProposalPlan> Plans { get; init; }

    public required ImmutableArray<Candidate> Elites { get; init; }

    public required ImmutableArray<Candidate> Banned { get; init; }

    public required ProgramGoalTree? Tree { get; init; }

    /// <summary>What reflections had left by then.</summary>
    public required RunMemory Memory { get; init; }

    /// <summary>Candidates that it may be a repetition of: those with smaller ids than this.</summary>
    public required long Known { get; init; }

    /// <summary>Commits when it was drawn.</summary>
    public required long Commits { get; init; }
}
