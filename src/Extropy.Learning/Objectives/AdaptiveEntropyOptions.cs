using Extropy.Core.Errors;

namespace Extropy.Learning.Objectives;

/// <summary>How an entropy coefficient follows a target.</summary>
public sealed record AdaptiveEntropyOptions
{
    /// <summary>Target when none is given, nats a token: that of Skywork-OR1 and TRL.</summary>
    public const double DefaultTargetNats = 0.2;

    /// <summary>Change a batch when none is given: that of Skywork-OR1 and TRL.</summary>
    public const double DefaultChange = 0.005;

    /// <summary>Largest coefficient when none is given: that of TRL.</summary>
    public const double DefaultLargest = 1;

    /// <summary>Entropy to keep, nats a token, not negative.</summary>
    public double TargetNats { get; init; } = DefaultTargetNats;

    /// <summary>How much the coefficient rises below the target and falls above it, once a batch; positive.</summary>
    public double Change { get; init; } = DefaultChange;

    /// <summary>Largest coefficient, positive.</summary>
    public double Largest { get; init; } = DefaultLargest;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(TargetNats >= 0) || !double.IsFinite(TargetNats)) faults.Add(FormattableString.Invariant($"the target {TargetNats} is not in [0, ∞)"));
        if (!(Change > 0) || !double.IsFinite(Change)) faults.Add(FormattableString.Invariant($"the change {Change} is not in (0, ∞)"));
        if (!(Largest > 0) || !double.IsFinite(Largest)) faults.Add(FormattableString.Invariant($"the largest coefficient {Largest} is not in (0, ∞)"));
        if (faults.Count > 0) throw new BadInputException($"Adaptive entropy: {string.Join("; ", faults)}.");
    }
}
