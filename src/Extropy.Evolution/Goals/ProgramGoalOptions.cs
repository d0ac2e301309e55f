namespace Extropy.Evolution.Goals;

/// <summary>How goal trees grow and score.</summary>
public sealed record ProgramGoalOptions
{
    /// <summary>A leaf of this level is never expanded. Default 2, as released.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>Most children of an expanded goal. Default 4.</summary>
    public int Children { get; init; } = 4;

    /// <summary>A goal never scores below its own satisfaction. Ours; off by default, as released.</summary>
    public bool IsMonotone { get; init; }
}
