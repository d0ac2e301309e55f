using System.Collections.Immutable;
using Extropy.Evolution.Engine;
using Extropy.Runs.Store;

namespace Extropy.Cli.Watching;

/// <summary>Follows one evolution from the outside and keeps its best as a metrics series. Written by the run, read by whoever draws; both sides are thread-safe.</summary>
/// <param name="run">Receives the series, or null.</param>
internal sealed class EvolutionWatch(RunSession? run) : IEvolutionObserver
{
    /// <summary>The series of new bests over evaluations.</summary>
    public const string BestSeries = "best value";

    private const int IslandsEvery = 16; // commits between two looks at the islands

    private readonly Lock _gate = new();
    private EvolutionSnapshot? _now;
    private ImmutableArray<IslandState> _islands = [];
    private long _live;

    /// <inheritdoc/>
    public void OnStep(EvolutionStep step, EvolutionState state)
    {
        if (!step.IsReplayed && step.Candidate is not null) _live++;
        if (step.IsGain && !step.IsReplayed) run?.Metric(BestSeries, state.Evaluations, step.Candidate!.Evaluation.Raw); // a gain has a candidate
        if (step.IsGain || state.Proposals % IslandsEvery == 1 || _islands.IsEmpty) _islands = state.Islands();
        var now = new EvolutionSnapshot(
            state.Evaluations, _live, state.Correct, state.Repeated, state.Refused, state.Gains.Count > 0 ? state.Gains[^1] : null, _islands,
            state.Tree?.Version, state.Spending, state.Elapsed, step.IsReplayed);
        lock (_gate) _now = now;
    }

    /// <summary>Where the run stands; null before the first commit.</summary>
    public EvolutionSnapshot? Snapshot()
    {
        lock (_gate) return _now;
    }
}
