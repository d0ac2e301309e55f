using Extropy.Runs.Effects;

namespace Extropy.Evolution.Engine;

/// <summary>What a run uses beside the problem. Nothing here changes a result.</summary>
public sealed record EvolutionServices
{
    /// <summary>The run's memory; without it nothing can be resumed.</summary>
    public Journal? Journal { get; init; }

    /// <summary>Tells apart the evolutions that share a journal; empty where there is one.</summary>
    public string Name { get; init; } = "";

    /// <summary>The clock, for the limit on time and for measuring.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who watches, or null.</summary>
    public IEvolutionObserver? Observer { get; init; }

    /// <summary>Proposals computed at once, and evaluations at once; at least 1. Proposals of models wait for answers, so as many as the lag are asked for at once.</summary>
    public int Workers { get; init; } = 1;
}
