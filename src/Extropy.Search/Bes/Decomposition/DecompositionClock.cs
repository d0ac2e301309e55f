namespace Extropy.Search.Bes.Decomposition;

/// <summary>What a schedule can see.</summary>
/// <param name="Turns">Forward moves since the last decomposition, or since the start.</param>
/// <param name="PolicyCalls">Policy calls charged since then.</param>
/// <param name="TurnsWithoutGain">Consecutive moves, at most since then, that made a node without raising the best reward by the margin.</param>
public readonly record struct DecompositionClock(long Turns, long PolicyCalls, long TurnsWithoutGain);
