namespace Extropy.Evolution.Database;

/// <summary>Where the donors of recombining patches come from.</summary>
public enum DonorChoice
{
    /// <summary>From the inspirations, as published.</summary>
    Inspiration,

    /// <summary>The archived candidate that best satisfies the goals which the parent does not; inspirations while there are no goals.</summary>
    Complementary,
}
