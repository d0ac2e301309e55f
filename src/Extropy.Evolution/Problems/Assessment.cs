namespace Extropy.Evolution.Problems;

/// <summary>What a referee says about one layout. Made with tolerance zero, in exact arithmetic on the layout's binary fractions.</summary>
/// <param name="IsValid">Every constraint holds exactly.</param>
/// <param name="Metric">
/// The metric in the problem's own unit: the double next to the exact value on its worse side (rounded down where more is better). 0 where
/// <paramref name="IsValid"/> is false and more is better; +∞ where less is.
/// </param>
/// <param name="Violation">The first constraint that fails, or null.</param>
public sealed record Assessment(bool IsValid, double Metric, Violation? Violation = null);
