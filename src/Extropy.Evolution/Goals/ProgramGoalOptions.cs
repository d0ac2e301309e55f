using Extropy.Core.Errors;

namespace Extropy.Evolution.Goals;

/// <summary>How goal trees grow and score.</summary>
public sealed record ProgramGoalOptions
{
    /// <summary>A leaf of this level is never expanded. Default 2, as released.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>Most children of an expanded goal. Default 4.</summary>
    public int Children { get; init; } = 4;

    /// <summary>α: how much of a divided goal's score is its own satisfaction; the rest is the mean of its parts. Default 0.3, as published.</summary>
    public double Alpha { get; init; } = 0.3;

    /// <summary>A goal never scores below its own satisfaction. Ours; off by default, as released.</summary>
    public bool IsMonotone { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (Depth is < 1 or > 8) faults.Add(FormattableString.Invariant($"the depth is {Depth}; 1 to 8 is required"));
        if (Children is < 1 or > 16) faults.Add(FormattableString.Invariant($"a goal has {Children} parts; 1 to 16 is required"));
        if (!(Alpha is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"alpha is {Alpha}; a number in [0, 1] is required"));
        if (faults.Count > 0) throw new BadInputException($"Goals cannot grow so: {string.Join("; ", faults)}.");
    }
}
