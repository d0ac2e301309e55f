namespace Extropy.Search.Contracts;

/// <summary>What the proposing side can see of the solution. Stated by every problem and shown with every result.</summary>
public enum SolutionVisibility
{
    /// <summary>Neither target nor solution: claims about inference are honest.</summary>
    Hidden,

    /// <summary>The value to reach is visible, not how.</summary>
    TargetVisible,

    /// <summary>Goals are built from the known solution: for training data only.</summary>
    SolutionVisible,
}
