namespace Extropy.Evolution.Vector;

/// <summary>Where the numbers of one column lie.</summary>
/// <param name="Low">Least, finite.</param>
/// <param name="High">Most, finite, above <paramref name="Low"/>.</param>
public readonly record struct ColumnRange(double Low, double High)
{
    /// <summary>From 0 to 1.</summary>
    public static ColumnRange Unit { get; } = new(0, 1);

    /// <summary>Its length.</summary>
    public double Width => High - Low;

    /// <summary>Whether both ends are finite and in order, and their distance is finite too.</summary>
    public bool IsProper => double.IsFinite(Low) && double.IsFinite(High) && High > Low && double.IsFinite(Width);

    /// <summary>Whether a number lies in it; NaN does not.</summary>
    public bool Holds(double number) => number >= Low && number <= High;

    /// <summary>A number beyond an end mirrored at it, once; what is still outside lies at the nearer end.</summary>
    /// <param name="number">Finite.</param>
    internal double Fold(double number)
    {
        double mirrored = number < Low ? Low + (Low - number) : number > High ? High - (number - High) : number;
        return Math.Clamp(mirrored, Low, High);
    }
}
