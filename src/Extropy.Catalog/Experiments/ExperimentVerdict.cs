namespace Extropy.Catalog.Experiments;

/// <summary>What an experiment says of the published claim.</summary>
public enum ExperimentVerdict
{
    /// <summary>The claim holds here too.</summary>
    Confirmed,

    /// <summary>Some of the claim holds; the summary says which.</summary>
    Partly,

    /// <summary>The effect was not found at this scale.</summary>
    NotConfirmedAtThisScale,

    /// <summary>The opposite was found.</summary>
    Refuted,
}
