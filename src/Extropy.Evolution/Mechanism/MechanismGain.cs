namespace Extropy.Evolution.Mechanism;

/// <summary>A new best of a run.</summary>
/// <param name="Evaluations">Genomes evaluated by then.</param>
/// <param name="Value">The metric.</param>
/// <param name="Patch">The kind of patch that made it.</param>
public sealed record MechanismGain(long Evaluations, double Value, string Patch);
