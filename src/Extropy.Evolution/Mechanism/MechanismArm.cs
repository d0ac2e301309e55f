using Extropy.Evolution.Database;

namespace Extropy.Evolution.Mechanism;

/// <summary>One way of searching in the mechanism experiment. Arms differ in what is named here and in nothing else.</summary>
/// <param name="Name">In tables and files.</param>
/// <param name="Title">In words.</param>
public sealed record MechanismArm(string Name, string Title)
{
    /// <summary>Random genomes only.</summary>
    public bool IsRandom { get; init; }

    /// <summary>Changes of the best so far only.</summary>
    public bool IsClimbing { get; init; }

    /// <summary>The published recombination kinds of patch instead of the plain ones.</summary>
    public bool HasRecombination { get; init; }

    /// <summary>Goals order candidates of nearly equal merit.</summary>
    public bool HasGoals { get; init; }

    /// <summary>The placebo: backward scores exchanged between candidates.</summary>
    public bool IsShuffled { get; init; }

    /// <summary>Where donors come from.</summary>
    public DonorChoice Donors { get; init; } = DonorChoice.Inspiration;
}
