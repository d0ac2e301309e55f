namespace Extropy.Core.Statistics;

/// <summary>A pure function of two samples, such as the difference of their means.</summary>
/// <param name="first">Shape [n]; valid only during the call.</param>
/// <param name="second">Shape [n] when paired, otherwise [m]; valid only during the call.</param>
/// <returns>A finite number.</returns>
public delegate double PairStatistic(ReadOnlySpan<double> first, ReadOnlySpan<double> second);
