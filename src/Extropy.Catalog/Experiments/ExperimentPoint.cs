namespace Extropy.Catalog.Experiments;

/// <summary>A point of a line with its interval.</summary>
/// <param name="X">Along the axis.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="Value">The estimate.</param>
/// <param name="High">Upper end of the interval.</param>
public readonly record struct ExperimentPoint(double X, double Low, double Value, double High);
