namespace Extropy.Evolution.Engine;

/// <summary>One reflection of the run.</summary>
/// <param name="Proposals">Proposals committed by then.</param>
/// <param name="Name">Which reflection.</param>
/// <param name="Note">What was done.</param>
public sealed record EvolutionReflection(long Proposals, string Name, string Note);
