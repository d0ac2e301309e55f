namespace Extropy.Core.Statistics;

/// <summary>A pure function of a sample, such as its mean.</summary>
/// <param name="sample">Shape [n]; valid only during the call.</param>
/// <returns>A finite number.</returns>
public delegate double SampleStatistic(ReadOnlySpan<double> sample);
