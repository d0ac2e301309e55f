namespace Extropy.Catalog.Experiments;

/// <summary>How an experiment is run.</summary>
public sealed record ExperimentOptions
{
    /// <summary>Decides all chance. Default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many independent repetitions; 0 takes the experiment's own number.</summary>
    public int Repetitions { get; init; }

    /// <summary>Folder of the model that ships, or null where it was not found; experiments that need none ignore it.</summary>
    public string? Model { get; init; }

    /// <summary>Where an experiment of many runs keeps one file a run, and goes on from what is there; null for a folder that is deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>Degree of parallelism, ≥ 1. Never changes the report.</summary>
    public int Workers { get; init; } = 1;
}
