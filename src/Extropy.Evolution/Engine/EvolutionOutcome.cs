namespace Extropy.Evolution.Engine;

/// <summary>How a run ended.</summary>
/// <param name="Stop">What ended it.</param>
/// <param name="State">Where it stood.</param>
public sealed record EvolutionOutcome(EvolutionStop Stop, EvolutionState State);
