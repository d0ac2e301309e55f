namespace Extropy.Evolution.Problems;

/// <summary>A constraint that a layout breaks.</summary>
/// <param name="Constraint">In words with the objects' indices from 0, for example <c>circles 3 and 7 overlap</c>.</param>
/// <param name="Slack">By how much, in the constraint's unit: negative, rounded to a double, never 0. NaN where no number says it (a wrong shape).</param>
public sealed record Violation(string Constraint, double Slack);
