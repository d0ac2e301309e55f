namespace Extropy.Evolution.Engine;

/// <summary>What became of the proposals of one kind.</summary>
/// <param name="Proposals">Committed, refusals and repetitions included.</param>
/// <param name="Evaluated">Of these, evaluated.</param>
/// <param name="Correct">Of these, correct.</param>
/// <param name="Gains">Of these, a new best.</param>
public readonly record struct EvolutionTally(long Proposals, long Evaluated, long Correct, long Gains);
