namespace Extropy.Evolution.Problems;

/// <summary>The best value that others report.</summary>
/// <param name="Value">In the problem's metric.</param>
/// <param name="Source">Who and when, with where it can be read.</param>
/// <param name="IsProved">No better value exists: proved, not merely unbeaten.</param>
public sealed record KnownRecord(double Value, string Source, bool IsProved = false);
