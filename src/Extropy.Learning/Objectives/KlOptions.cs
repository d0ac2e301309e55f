using Extropy.Core.Errors;

namespace Extropy.Learning.Objectives;

/// <summary>How strongly, and in which form, a policy is held near the reference.</summary>
public sealed record KlOptions
{
    /// <summary>β when none is given: that of verl's recipes with a reference.</summary>
    public const double DefaultBeta = 0.001;

    /// <summary>β ≥ 0; 0 switches the term off.</summary>
    public double Beta { get; init; } = DefaultBeta;

    /// <summary>The form.</summary>
    public KlEstimator Estimator { get; init; } = KlEstimator.K3;

    /// <summary>Largest |d|, positive: verl 20, OpenRLHF 10; ∞ clamps nothing. No slope beyond it. Ignored by the exact form.</summary>
    public double DifferenceLimit { get; init; } = double.PositiveInfinity;

    /// <summary>Largest |k|, positive: verl 10 for k3; ∞ clamps nothing. No slope beyond it. Ignored by the exact form.</summary>
    public double ValueLimit { get; init; } = double.PositiveInfinity;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Beta >= 0) || !double.IsFinite(Beta)) faults.Add(FormattableString.Invariant($"the weight {Beta} is not in [0, ∞)"));
        if (!Enum.IsDefined(Estimator)) faults.Add($"there is no estimator {Estimator}");
        if (!(DifferenceLimit > 0)) faults.Add(FormattableString.Invariant($"the limit {DifferenceLimit} of the difference is not positive"));
        if (!(ValueLimit > 0)) faults.Add(FormattableString.Invariant($"the limit {ValueLimit} of the value is not positive"));
        if (faults.Count > 0) throw new BadInputException($"Divergence from the reference: {string.Join("; ", faults)}.");
    }
}
