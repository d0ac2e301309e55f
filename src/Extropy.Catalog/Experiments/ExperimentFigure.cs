using System.Collections.Immutable;

namespace Extropy.Catalog.Experiments;

/// <summary>A figure: a line with its band for each of several arms.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">Quantity and unit along the axis.</param>
/// <param name="YLabel">Quantity and unit up the axis.</param>
/// <param name="Lines">At least one.</param>
public sealed record ExperimentFigure(string Title, string XLabel, string YLabel, ImmutableArray<ExperimentLine> Lines)
{
    /// <summary>A sentence under the figure, or null.</summary>
    public string? Note { get; init; }
}
