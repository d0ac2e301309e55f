namespace Extropy.Runs.Effects;

/// <summary>One measurement of a series.</summary>
/// <param name="Step">Its place on the horizontal axis, at most one point each.</param>
/// <param name="Value">The value; may be non-finite.</param>
public readonly record struct MetricPoint(long Step, double Value);
