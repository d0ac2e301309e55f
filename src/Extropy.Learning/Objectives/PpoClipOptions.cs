using Extropy.Core.Errors;

namespace Extropy.Learning.Objectives;

/// <summary>Bounds of the ratio.</summary>
public sealed record PpoClipOptions
{
    /// <summary>ε_low when none is given: that of PPO, verl and TRL.</summary>
    public const double DefaultLow = 0.2;

    /// <summary>ε_high when none is given: that of PPO, verl and TRL; DAPO has 0.28.</summary>
    public const double DefaultHigh = 0.2;

    /// <summary>c when none is given: that of verl.</summary>
    public const double DefaultDual = 3;

    /// <summary>ε_low in [0, 1]: a token with A &lt; 0 has no slope below 1 − ε_low.</summary>
    public double Low { get; init; } = DefaultLow;

    /// <summary>ε_high ≥ 0: a token with A > 0 has no slope above 1 + ε_high.</summary>
    public double High { get; init; } = DefaultHigh;

    /// <summary>c > 1: a token with A &lt; 0 has no slope above c; ∞ switches the dual clip off.</summary>
    public double Dual { get; init; } = DefaultDual;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Low is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"the low clip {Low} is not in [0, 1]"));
        if (!(High >= 0) || !double.IsFinite(High)) faults.Add(FormattableString.Invariant($"the high clip {High} is not in [0, ∞)"));
        if (!(Dual > 1)) faults.Add(FormattableString.Invariant($"the dual clip {Dual} is not above 1"));
        if (faults.Count > 0) throw new BadInputException($"PPO clip: {string.Join("; ", faults)}.");
    }
}
