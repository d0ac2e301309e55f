using System.Collections.Immutable;

namespace Extropy.Evolution.Own;

/// <summary>What an evaluator says about one candidate.</summary>
/// <param name="Score">Finite, at most 1e100 in size.</param>
/// <param name="IsCorrect">Whether the candidate does what is asked; only such ones count.</param>
/// <param name="Metrics">Other numbers, by name; at least one where the candidate is correct.</param>
/// <param name="Reason">Why it is not correct; one line, or null.</param>
internal sealed record EvaluatorAnswer(double Score, bool IsCorrect, ImmutableSortedDictionary<string, double> Metrics, string? Reason);
