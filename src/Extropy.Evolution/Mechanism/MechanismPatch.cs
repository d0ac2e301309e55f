namespace Extropy.Evolution.Mechanism;

/// <summary>What became of one kind of patch in a run.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Proposals">Committed, repetitions included.</param>
/// <param name="Evaluated">Of these, evaluated.</param>
/// <param name="Correct">Of these, correct.</param>
/// <param name="Gains">Of these, a new best.</param>
public sealed record MechanismPatch(string Name, long Proposals, long Evaluated, long Correct, long Gains);
