namespace Extropy.Catalog.Experiments;

/// <summary>A small-scale reproduction of a published claim: what <c>extropy reproduce</c> runs.</summary>
public interface IExperiment
{
    /// <summary>Name in commands, e.g. <c>bes-theory</c>.</summary>
    string Name { get; }

    /// <summary>What it asks, in one line.</summary>
    string Title { get; }

    /// <summary>Runs it. The report is a pure function of the options, whatever the number of workers.</summary>
    /// <param name="options">Seed, size and workers.</param>
    /// <param name="progress">Receives (done, total, what) for a progress line; may be null.</param>
    /// <param name="cancellationToken">Stops between units of work.</param>
    ValueTask<ExperimentReport> RunAsync(
        ExperimentOptions options, IProgress<ExperimentProgress>? progress, CancellationToken cancellationToken);
}
