namespace Extropy.Search.Bes.Operators;

/// <summary>The five forward moves of Bidirectional Evolutionary Search.</summary>
public enum Operator
{
    /// <summary>The policy continues a trajectory by K steps.</summary>
    Expansion,

    /// <summary>Both suffixes, one after the other.</summary>
    Combination,

    /// <summary>One interior step less.</summary>
    Deletion,

    /// <summary>One step replaced by another trajectory's.</summary>
    Translocation,

    /// <summary>The head of one suffix, the tail of another.</summary>
    Crossover,
}
