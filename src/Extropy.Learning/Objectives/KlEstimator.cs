namespace Extropy.Learning.Objectives;

/// <summary>How a divergence from the reference is estimated from d = lp − lp_ref on tokens that the policy wrote. Source: Schulman 2020.</summary>
public enum KlEstimator
{
    /// <summary>d: right on average, of either sign. As a loss its gradient is the score alone, which is 0 on average: it does not pull.</summary>
    K1,

    /// <summary>d² / 2: never negative, wrong on average; its gradient is, on average, that of the divergence.</summary>
    K2,

    /// <summary>e⁻ᵈ − 1 + d: right on average and never negative; its gradient is, on average, that of the divergence the other way round.</summary>
    K3,

    /// <summary>The value of k1 with the gradient of k2 (verl's <c>k1+</c>).</summary>
    K1StraightThrough,

    /// <summary>The value of k3 with the gradient of k2 (verl's <c>k3+</c>).</summary>
    K3StraightThrough,

    /// <summary>Σ p ln(p / q) over the whole vocabulary: no estimate at all.</summary>
    Exact,
}
