using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>One committed proposal.</summary>
/// <param name="Ordinal">Which proposal, from 0.</param>
/// <param name="Candidate">What it gave, or null.</param>
/// <param name="Refusal">Why it gave nothing, or null.</param>
/// <param name="IsGain">Whether the candidate is the new best.</param>
/// <param name="IsReplayed">True while a resumed run repeats what is on record.</param>
public sealed record EvolutionStep(long Ordinal, Candidate? Candidate, string? Refusal, bool IsGain, bool IsReplayed);
