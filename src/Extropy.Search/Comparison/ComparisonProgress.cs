namespace Extropy.Search.Comparison;

/// <summary>Where a comparison stands.</summary>
/// <param name="Done">Searches finished.</param>
/// <param name="Total">Searches in all.</param>
/// <param name="Strategy">The strategy of the search that finished last.</param>
public readonly record struct ComparisonProgress(long Done, long Total, string Strategy);
