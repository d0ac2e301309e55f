namespace Extropy.Search.Bes.Scoring;

/// <summary>When the cap on nodes with a wrong step holds for a pair of parents.</summary>
public enum PairCapRule
{
    /// <summary>When both parents have a wrong step. Keeps the pair score at least either single score.</summary>
    Both,

    /// <summary>When either has: such pairs are rarely drawn, but a pair may score below its better member.</summary>
    Either,

    /// <summary>Never: equation 6 as printed.</summary>
    Never,
}
