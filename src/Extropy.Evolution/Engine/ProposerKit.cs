using System.Collections.Immutable;
using Extropy.Evolution.Candidates;
using Extropy.Providers.Accounts;

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

    /// <summary>Who looks back on the run between commits, in this order; nobody by default.</summary>
    public ImmutableArray<IRunReflection> Reflections { get; init; } = [];

    /// <summary>What a run knows before anybody has looked back.</summary>
    public RunMemory Memory { get; init; } = RunMemory.None;

    /// <summary>What is used beside this program, in one line: a model and its price. Never a key. Null where nothing is.</summary>
    public string? About { get; init; }

    /// <summary>True where money is spent that cannot be told: the price of a model is not known.</summary>
    public bool IsPriceUnknown { get; init; }

    /// <summary>What models have cost in this session, attempts included: measured, never part of a result. Null where none is asked.</summary>
    public Func<ImmutableArray<ModelSpending>>? Spent { get; init; }

    /// <summary>To be awaited before the first proposal: refuses in one sentence where something is missing. Null where nothing can be.</summary>
    public Func<CancellationToken, Task>? Prepare { get; init; }

    /// <summary>To be disposed after the run by whoever opened the kit; null where nothing is held.</summary>
    public IAsyncDisposable? Owned { get; init; }
}
