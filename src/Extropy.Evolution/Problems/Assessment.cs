using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Problems;

/// <summary>What a referee says about one layout. Made with tolerance zero, in exact arithmetic on the layout's binary fractions.</summary>
/// <param name="IsValid">Every constraint holds exactly.</param>
/// <param name="Metric">
/// The metric in the problem's own unit: the double next to the exact value on its worse side (rounded down where more is better). 0 where
/// <paramref name="IsValid"/> is false and more is better; +∞ where less is.
/// </param>
/// <param name="Violation">The first constraint that fails, or null.</param>
public sealed record Assessment(bool IsValid, double Metric, Violation? Violation = null)
{
    /// <summary>The exact metric. Null for an invalid layout, and where a problem's own evaluator knows no exact value.</summary>
    public Fraction? Exact { get; init; }

    /// <summary>A valid layout's, with the metric rounded to its worse side.</summary>
    internal static Assessment Valid(Aim aim, Fraction exact) =>
        new(IsValid: true, aim == Aim.Maximise ? exact.RoundDown() : exact.RoundUp()) { Exact = exact };

    /// <summary>An invalid layout's.</summary>
    internal static Assessment Invalid(Aim aim, Violation violation) =>
        new(IsValid: false, aim == Aim.Maximise ? 0 : double.PositiveInfinity, violation);
}
