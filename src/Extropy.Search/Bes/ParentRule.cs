namespace Extropy.Search.Bes;

/// <summary>How parents are chosen among the eligible nodes.</summary>
public enum ParentRule
{
    /// <summary>Drawn in proportion to exp(c (s + λ) / τ_t), as the paper does.</summary>
    Boltzmann,

    /// <summary>The best, ties to the earliest: the limit τ → 0. Temperatures are ignored.</summary>
    Greedy,

    /// <summary>Always the empty trajectory: independent rollouts.</summary>
    Root,
}
