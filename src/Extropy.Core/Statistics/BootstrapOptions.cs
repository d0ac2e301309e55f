using Extropy.Core.Errors;

namespace Extropy.Core.Statistics;

/// <summary>How a bootstrap interval is made.</summary>
public sealed record BootstrapOptions
{
    /// <summary>The default of <see cref="Resamples"/>: Efron and Tibshirani 1993, section 14.3, ask for at least 1,000 for BCa.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>The options used where none are given.</summary>
    public static BootstrapOptions Default { get; } = new();

    /// <summary>How many resamples are drawn, ≥ 100.</summary>
    public int Resamples { get; init; } = DefaultResamples;

    /// <summary>Confidence in (0, 1); 0.95 by default.</summary>
    public double Level { get; init; } = Interval.DefaultLevel;

    /// <summary>How replicates become an interval; BCa by default.</summary>
    public BootstrapMethod Method { get; init; } = BootstrapMethod.BiasCorrectedAccelerated;

    /// <summary>Refuses settings outside their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting outside its range.</exception>
    public void Validate()
    {
        if (Resamples < 100) Throw.OutOfRange(nameof(Resamples), Resamples, "100 or more");
        if (!(Level is > 0 and < 1)) Throw.OutOfRange(nameof(Level), Level, "a number in (0, 1)");
        if (!Enum.IsDefined(Method)) Throw.OutOfRange(nameof(Method), (double)Method, "a named method");
    }
}
