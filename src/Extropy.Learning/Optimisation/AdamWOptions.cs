using Extropy.Core.Errors;

namespace Extropy.Learning.Optimisation;

/// <summary>Settings of <see cref="AdamW"/>; the learning rate comes with every step.</summary>
public sealed record AdamWOptions
{
    /// <summary>Kingma and Ba 2015, algorithm 1.</summary>
    public const double DefaultBeta1 = 0.9;

    /// <summary>Shorter memory than the 0.999 of the paper, as is usual for decoders trained with large batches and few steps.</summary>
    public const double DefaultBeta2 = 0.98;

    /// <summary>Kingma and Ba 2015, algorithm 1.</summary>
    public const double DefaultEpsilon = 1e-8;

    /// <summary>Loshchilov and Hutter 2019 use 0.01 to 0.1.</summary>
    public const double DefaultWeightDecay = 0.01;

    /// <summary>β₁, the memory of the mean gradient, in [0, 1).</summary>
    public double Beta1 { get; init; } = DefaultBeta1;

    /// <summary>β₂, the memory of the mean squared gradient, in [0, 1).</summary>
    public double Beta2 { get; init; } = DefaultBeta2;

    /// <summary>ε, added to the root of the mean square, positive.</summary>
    public double Epsilon { get; init; } = DefaultEpsilon;

    /// <summary>λ, the share of a weight that a step of rate 1 would take away, not negative. Parameters of one dimension do not decay.</summary>
    public double WeightDecay { get; init; } = DefaultWeightDecay;

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!(Beta1 >= 0 && Beta1 < 1)) faults.Add($"beta1 {Beta1} is not in [0, 1)");
        if (!(Beta2 >= 0 && Beta2 < 1)) faults.Add($"beta2 {Beta2} is not in [0, 1)");
        if (!(Epsilon > 0) || !double.IsFinite(Epsilon)) faults.Add($"epsilon {Epsilon} is not a positive number");
        if (!(WeightDecay >= 0) || !double.IsFinite(WeightDecay)) faults.Add($"weight decay {WeightDecay} is not in [0, ∞)");
        if (faults.Count > 0) throw new BadInputException($"AdamW options: {string.Join("; ", faults)}.");
    }
}
