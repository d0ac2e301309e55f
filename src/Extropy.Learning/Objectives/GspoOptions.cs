using Extropy.Core.Errors;

namespace Extropy.Learning.Objectives;

/// <summary>Bounds of the sequence ratio.</summary>
public sealed record GspoOptions
{
    /// <summary>ε_low when none is given: that of the paper, section 5.1.</summary>
    public const double DefaultLow = 3e-4;

    /// <summary>ε_high when none is given: that of the paper, section 5.1.</summary>
    public const double DefaultHigh = 4e-4;

    /// <summary>ε_low in [0, 1]: a rollout with A &lt; 0 has no slope below 1 − ε_low.</summary>
    public double Low { get; init; } = DefaultLow;

    /// <summary>ε_high ≥ 0: a rollout with A > 0 has no slope above 1 + ε_high.</summary>
    public double High { get; init; } = DefaultHigh;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Low is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"the low clip {Low} is not in [0, 1]"));
        if (!(High >= 0) || !double.IsFinite(High)) faults.Add(FormattableString.Invariant($"the high clip {High} is not in [0, ∞)"));
        if (faults.Count > 0) throw new BadInputException($"GSPO: {string.Join("; ", faults)}.");
    }
}
