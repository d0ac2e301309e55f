namespace Extropy.Evolution.Goals;

/// <summary>Where the goals of the backward half come from.</summary>
public enum GoalSource
{
    /// <summary>Nowhere: candidates are ranked by merit alone.</summary>
    None,

    /// <summary>Measures that ship for every family of problems; no model.</summary>
    Templates,

    /// <summary>A language model at an endpoint writes them as expressions.</summary>
    Model,
}
