namespace Extropy.Evolution.Problems;

/// <summary>The best value that others report.</summary>
/// <param name="Value">In the problem's metric.</param>
/// <param name="Source">Who and when, with where it can be read.</param>
/// <param name="IsProved">No better value exists: proved, not merely unbeaten.</param>
public sealed record KnownRecord(double Value, string Source, bool IsProved = false)
{
    /// <summary>
    /// Relative; absolute beside a record of 0. Printed values are rounded, and some were summed in doubles or with a small tolerance: nearer than this, a difference says nothing.
    /// </summary>
    private const double Resolution = 1e-9;

    /// <summary>The metric is as good as the record or better, to the nine digits that such records carry.</summary>
    public bool IsMatchedBy(double metric, Aim aim) => Gain(metric, aim) >= -Resolution;

    /// <summary>The metric is better by more than the records' precision explains.</summary>
    public bool IsBeatenBy(double metric, Aim aim) => Gain(metric, aim) > Resolution;

    private double Gain(double metric, Aim aim) => (aim == Aim.Maximise ? metric - Value : Value - metric) / (Value == 0 ? 1 : Math.Abs(Value));
}
