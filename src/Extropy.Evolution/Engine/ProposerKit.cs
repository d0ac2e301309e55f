using System.Collections.Immutable;
using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>Everything that belongs together for one way of proposing: who proposes, who judges, what resembles what, and how the search is set for it.</summary>
public sealed record ProposerKit
{
    /// <summary>Who proposes; with more than one the engine learns whom to ask.</summary>
    public required ImmutableArray<IProposer> Proposers { get; init; }

    /// <summary>Who judges.</summary>
    public required IEvaluator Evaluator { get; init; }

    /// <summary>How candidates are described.</summary>
    public required IFingerprint Fingerprint { get; init; }

    /// <summary>How the search is set where a person sets nothing.</summary>
    public EvolutionOptions Options { get; init; } = new();

    /// <summary>How sets of candidates are ranked.</summary>
    public IEffectiveScore Ranking { get; init; } = new RawScore();

    /// <summary>The backward half, or null.</summary>
    public IGoalScorer? Goals { get; init; }
}
