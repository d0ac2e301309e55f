using System.Collections.Immutable;

namespace Extropy.Catalog.Experiments;

/// <summary>What an experiment found. Compared byte for byte: no time, no machine.</summary>
/// <param name="Name">The experiment's name.</param>
/// <param name="Verdict">What follows for the published claim.</param>
/// <param name="Summary">The finding in one or two sentences.</param>
/// <param name="Tables">The figures.</param>
public sealed record ExperimentReport(
    string Name, ExperimentVerdict Verdict, string Summary, ImmutableArray<ExperimentTable> Tables)
{
    /// <summary>The rules and sizes under which the figures hold, one per line.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>What people would rather look at than read.</summary>
    public ImmutableArray<ExperimentFigure> Figures { get; init; } = [];
}
