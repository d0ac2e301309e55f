using Extropy.Core.Errors;

namespace Extropy.Tasks.KnightsAndKnaves;

/// <summary>How a puzzle is posed to a search.</summary>
public sealed record KkProblemOptions
{
    /// <summary>Steps allowed per person when <see cref="MaxSteps"/> is 0. The longest reference derivations take 9 to 11 per person.</summary>
    public const int StepsPerPerson = 12;

    /// <summary>Longest trajectory in steps; 0 stands for <see cref="StepsPerPerson"/> · n. Default 0.</summary>
    public int MaxSteps { get; init; }

    /// <summary>Checks every value.</summary>
    /// <exception cref="BadInputException">Names all faults at once.</exception>
    public void Validate()
    {
        if (MaxSteps < 0) throw new BadInputException($"Knights and Knaves: {MaxSteps} steps are negative (0 allows {StepsPerPerson} per person).");
    }
}
