namespace Extropy.Search.Bes;

/// <summary>Which recombined children enter the pool.</summary>
public enum Admission
{
    /// <summary>All that are new: the paper.</summary>
    All,

    /// <summary>Those that score above both parents: our own addition, keeps neutral recombinations from diluting the pool.</summary>
    Gaining,
}
