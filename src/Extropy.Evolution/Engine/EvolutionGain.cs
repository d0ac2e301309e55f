using Extropy.Evolution.Candidates;

namespace Extropy.Evolution.Engine;

/// <summary>A new best of the run.</summary>
/// <param name="Evaluations">Candidates evaluated by then, this one included.</param>
/// <param name="Candidate">The new best.</param>
/// <param name="Elapsed">Time by then over all sessions: measured, never part of a result.</param>
public sealed record EvolutionGain(long Evaluations, Candidate Candidate, TimeSpan Elapsed);
