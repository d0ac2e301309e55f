using System.Collections.Immutable;
using Extropy.Core.Errors;
using Extropy.Core.Text;

namespace Extropy.Tasks.KnightsAndKnaves.Goals;

/// <summary>Names of goal sources, as commands and reports write them.</summary>
public static class KkGoalNames
{
    private static readonly ImmutableArray<(string Name, KkGoals Goals)> Table =
    [
        ("none", KkGoals.None),
        ("truth", KkGoals.Truth),
        ("logic-only", KkGoals.LogicOnly),
        ("logic-only-joint", KkGoals.LogicOnlyJoint),
        ("logic-only-elimination", KkGoals.LogicOnlyElimination),
        ("logic-only-strict", KkGoals.LogicOnlyStrict),
    ];

    /// <summary>All names.</summary>
    public static ImmutableArray<string> All { get; } = [.. Table.Select(entry => entry.Name)];

    /// <summary>The name of a source.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the sources.</exception>
    public static string Of(KkGoals goals)
    {
        foreach ((string name, KkGoals candidate) in Table)
            if (candidate == goals) return name;
        throw new ArgumentOutOfRangeException(nameof(goals), goals, "Not a goal source.");
    }

    /// <summary>The source of a name.</summary>
    /// <exception cref="BadInputException">Unknown; the nearest names are offered.</exception>
    public static KkGoals Parse(string name)
    {
        foreach ((string candidate, KkGoals goals) in Table)
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) return goals;
        throw new BadInputException(NearestNames.Message("goal source", name, All));
    }
}
