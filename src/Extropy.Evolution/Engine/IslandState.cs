namespace Extropy.Evolution.Engine;

/// <summary>An island as it stands.</summary>
/// <param name="Size">Candidates that live there.</param>
/// <param name="Correct">Correct ones among them.</param>
/// <param name="Archived">Archived ones among them.</param>
/// <param name="Best">The metric of its best, or null while it has none.</param>
public readonly record struct IslandState(int Size, int Correct, int Archived, double? Best);
