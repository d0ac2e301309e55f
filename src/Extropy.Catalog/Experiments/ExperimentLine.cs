using System.Collections.Immutable;

namespace Extropy.Catalog.Experiments;

/// <summary>A line of a figure.</summary>
/// <param name="Name">The arm.</param>
/// <param name="Points">By ascending <see cref="ExperimentPoint.X"/>.</param>
public sealed record ExperimentLine(string Name, ImmutableArray<ExperimentPoint> Points);
