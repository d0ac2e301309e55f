using Extropy.Core.Errors;
using Extropy.Tasks.KnightsAndKnaves.Goals;

namespace Extropy.Tasks.KnightsAndKnaves;

/// <summary>How a puzzle is posed to a search.</summary>
public sealed record KkProblemOptions
{
    /// <summary>Steps allowed per person when <see cref="MaxSteps"/> is 0. The longest reference derivations take 9 to 11 per person.</summary>
    public const int StepsPerPerson = 12;

    /// <summary>The language of prompt and steps. Default <see cref="KkDialect.Formal"/>.</summary>
    public KkDialect Dialect { get; init; } = KkDialect.Formal;

    /// <summary>Which sub-goals are offered. Default <see cref="KkGoals.LogicOnly"/>: honest at inference.</summary>
    public KkGoals Goals { get; init; } = KkGoals.LogicOnly;

    /// <summary>Longest trajectory in steps; 0 stands for <see cref="StepsPerPerson"/> · n. Default 0.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        List<string> faults = [];
        if (!Enum.IsDefined(Dialect)) faults.Add($"{(int)Dialect} is not a dialect");
        if (!Enum.IsDefined(Goals)) faults.Add($"{(int)Goals} is not a goal source");
        if (MaxSteps < 0) faults.Add($"{MaxSteps} steps are negative (0 allows {StepsPerPerson} per person)");
        if (faults.Count > 0) throw new BadInputException($"Knights and Knaves: {string.Join("; ", faults)}.");
    }
}
