namespace Extropy.Core.Statistics;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="Estimate">The value estimated from the data; it may lie off the middle.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">The share of such intervals that hold the true value, in (0, 1).</param>
public readonly record struct Interval(double Low, double Estimate, double High, double Level)
{
    /// <summary>The level used where none is given.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>High − Low.</summary>
    public double Width => High - Low;

    /// <summary>True when <paramref name="value"/> lies between the ends, ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;
}
