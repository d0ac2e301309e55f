namespace Extropy.Catalog.Experiments;

/// <summary>Where an experiment stands.</summary>
/// <param name="Done">Units of work done.</param>
/// <param name="Total">Units of work in all.</param>
/// <param name="What">What is being done, for a progress line.</param>
public readonly record struct ExperimentProgress(long Done, long Total, string What);
