namespace Extropy.Search.Bes.Selection;

/// <summary>How parents are drawn at one moment of a search.</summary>
/// <param name="Scale">c.</param>
/// <param name="Bonus">λ, added to the score of a node without children.</param>
/// <param name="Temperature">τ_t; 0 takes the best.</param>
internal readonly record struct SelectionRules(double Scale, double Bonus, double Temperature)
{
    /// <summary>True when the best is taken instead of a draw.</summary>
    public bool IsGreedy => !(Temperature > 0);

    /// <summary>c / τ_t, or 1 when greedy: only the order matters then.</summary>
    public double Slope => IsGreedy ? 1 : Scale / Temperature;
}
