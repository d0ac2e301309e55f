namespace Extropy.Evolution.Engine;

/// <summary>Turns the merits of a set of candidates, and their backward scores, into the numbers by which the set is ranked. Pure and thread-safe.</summary>
public interface IEffectiveScore
{
    /// <summary>Scores a set.</summary>
    /// <param name="merits">Shape [n], n ≥ 0, finite, larger is better; correct candidates only.</param>
    /// <param name="backward">Shape [n], in [0, 1]; NaN where a candidate has none.</param>
    /// <param name="effective">Shape [n]; receives the scores. May depend on the whole set.</param>
    void Of(ReadOnlySpan<double> merits, ReadOnlySpan<double> backward, Span<double> effective);
}
